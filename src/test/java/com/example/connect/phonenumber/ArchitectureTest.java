package com.example.connect.phonenumber;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.connect.ConnectClient;

/** The provider's conventions, as rules that fail the build. */
class ArchitectureTest {

    private static final ArchRule ONE_CLASS_TALKS_TO_CONNECT = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(PhoneNumberCalls.class.getName())
            .and()
            .doNotHaveFullyQualifiedName(ConnectClients.class.getName())
            .and()
            .doNotHaveFullyQualifiedName(Invocation.class.getName())
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ConnectClient.class)
            .because("every call goes through the one door that classifies faults and keeps messages out of logs");

    private static final ArchRule NO_CHANCE_AND_NO_CLOCK = noClasses()
            .that()
            .haveSimpleNameNotStartingWith("HandlerWrapper")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Instant.class)
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .because(
                    "an invocation that is run again must do the same: chance is a hash, time is the delays asked for");

    private static final ArchRule NOTHING_LOCAL_SHIPS = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.example.connect.simulator..", "com.example.connect.local..")
            .because("no production class knows that the simulator exists");

    private static final ArchRule ONLY_DELETE_RELEASES = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(DeleteHandler.class.getName())
            .should()
            .callMethod(PhoneNumberCalls.class, "releasePhoneNumber", String.class, String.class)
            .because("no number is released unless its own resource is deleted");

    private static final ArchRule HANDLERS_SHARE_ONE_WAY_FROM_FAILURE_TO_EVENT = classes()
            .that()
            .haveSimpleNameEndingWith("Handler")
            .and()
            .doNotHaveSimpleName("BaseHandler")
            .should()
            .beAssignableTo(PhoneNumberHandler.class)
            .because("one method turns a failure into an event");

    private static final List<ArchRule> RULES = List.of(
            ONE_CLASS_TALKS_TO_CONNECT,
            NO_CHANCE_AND_NO_CLOCK,
            NOTHING_LOCAL_SHIPS,
            ONLY_DELETE_RELEASES,
            HANDLERS_SHARE_ONE_WAY_FROM_FAILURE_TO_EVENT);

    static List<ArchRule> rules() {
        return RULES;
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        JavaClasses provider = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages("com.example.connect.phonenumber");

        rule.check(provider);
    }

    /** Breaks every rule once. */
    @SuppressWarnings("unused")
    private static final class PlantedHandler {
        private static Object clock(ConnectClient client) {
            return List.of(
                    client, Instant.MIN, Clock.systemUTC(), new com.example.connect.simulator.SimulatorExtension());
        }

        private static void release(PhoneNumberCalls calls) {
            calls.releasePhoneNumber("arn", "token");
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void findsAPlantedViolation(ArchRule rule) {
        JavaClasses planted = new ClassFileImporter().importClasses(PlantedHandler.class);

        assertThatThrownBy(() -> rule.check(planted)).isInstanceOf(AssertionError.class);
    }
}
