package com.example.connect.verification;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What tries the product sees of it what a stack sees: the function by its name, its schema, its events. */
class HouseTest {

    private static final Path SOURCES = Path.of("src/verification/java");
    private static final Pattern CLASS_OF_THE_PROVIDER =
            Pattern.compile("com\\.example\\.connect\\.phonenumber\\.\\w+");
    private static final String PLANTED = "com.example.connect.verification.planted";

    private static final ArchRule KNOWS_NO_INSIDE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.example.connect.phonenumber..",
                    "com.example.connect.local..",
                    "com.example.connect.benchmark..")
            .because("what examines the provider must not be rebuilt with it");

    private static final ArchRule CONCERNS_STAND_ON_EACH_OTHER = slices().matching(
                    "com.example.connect.verification.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a concern can be read without those that use it");

    private static JavaClasses house() {
        return new ClassFileImporter()
                .withImportOption(location -> !location.contains("/planted/"))
                .importPackages("com.example.connect.verification");
    }

    @Test
    void knowsNothingOfTheProvidersInside() {
        KNOWS_NO_INSIDE.check(house());
    }

    @Test
    void findsAClassThatDoes() {
        JavaClasses planted = new ClassFileImporter().importPackages(PLANTED);

        assertThatThrownBy(() -> KNOWS_NO_INSIDE.check(planted))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("PlantedViolation");
    }

    @Test
    void itsConcernsAreFreeOfCycles() {
        CONCERNS_STAND_ON_EACH_OTHER.check(house());
    }

    /** The function's own name is what AWS Lambda is told too; a source of time has no other way in. */
    @Test
    void namesTheFunctionAndItsClockInItsTextsAndNoOtherClass() {
        assertThat(sources()
                        .filter(file -> !file.toString().contains("planted") && !file.endsWith("HouseTest.java"))
                        .flatMap(file -> lines(file).stream())
                        .flatMap(line -> CLASS_OF_THE_PROVIDER.matcher(line).results())
                        .map(MatchResult::group))
                .containsExactlyInAnyOrder(
                        "com.example.connect.phonenumber.PhoneNumberFunction",
                        "com.example.connect.phonenumber.OperationClock");
    }

    @Test
    void hasNoLongFile() {
        assertThat(sources()).allSatisfy(file -> assertThat(lines(file)).hasSizeLessThanOrEqualTo(250));
    }

    private static Stream<Path> sources() {
        try {
            return Files.walk(SOURCES).filter(file -> file.toString().endsWith(".java"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
