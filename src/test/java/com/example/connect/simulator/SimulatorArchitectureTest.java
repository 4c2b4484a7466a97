package com.example.connect.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the simulator's classes may depend on each other; each rule is proved by a planted violation. */
class SimulatorArchitectureTest {

    private static final DescribedPredicate<JavaClass> CALLS = DescribedPredicate.describe(
            "a group of calls", type -> type.getSimpleName().endsWith("Calls"));

    private static final ArchRule CALLS_KNOW_NO_OTHER_CALLS = noClasses()
            .that(CALLS)
            .should(dependOnAnother())
            .because("each group of calls depends on the world below it, never on a sibling");

    private static final ArchRule THE_WORLD_KNOWS_NO_CALLS = noClasses()
            .that()
            .haveSimpleNameStartingWith("World")
            .or()
            .haveSimpleName("Lookup")
            .or()
            .haveSimpleName("Targets")
            .or()
            .haveSimpleName("Workflow")
            .should()
            .dependOnClassesThat(CALLS)
            .because("the world is below the calls");

    private static final ArchRule THE_PROVIDER_IS_UNKNOWN = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.example.connect.phonenumber..")
            .because("a simulator that shares code with the provider would share its mistakes");

    static Stream<ArchRule> rules() {
        return Stream.of(CALLS_KNOW_NO_OTHER_CALLS, THE_WORLD_KNOWS_NO_CALLS, THE_PROVIDER_IS_UNKNOWN);
    }

    private static ArchCondition<JavaClass> dependOnAnother() {
        return new ArchCondition<>("depend on another group of calls") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> CALLS.test(dependency.getTargetClass()))
                        .filter(dependency -> !dependency.getTargetClass().equals(type))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.satisfied(type, dependency.getDescription())));
            }
        };
    }

    /** What no class of the simulator may be. */
    static final class PlantedCalls {
        String summary(FlowCalls sibling) {
            return sibling + com.example.connect.phonenumber.ResourceModel.class.getName();
        }
    }

    /** A world that knows who calls it. */
    static final class WorldPlanted {
        String caller(FlowCalls calls) {
            return calls.toString();
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        JavaClasses simulator = new ClassFileImporter()
                .withImportOption(location -> !location.contains("Test"))
                .importPackages("com.example.connect.simulator");

        rule.check(simulator);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void findsAPlantedViolation(ArchRule rule) {
        JavaClasses planted = new ClassFileImporter().importClasses(PlantedCalls.class, WorldPlanted.class);

        assertThat(rule.evaluate(planted).hasViolation()).isTrue();
    }
}
