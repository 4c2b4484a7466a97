package com.example.connect.phonenumber;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** The provider's conventions, as rules that fail the build. */
class ArchitectureTest {

    /** The provider's classes from top to bottom: each imports only classes below it. */
    private static final List<Class<?>> TOP_TO_BOTTOM = List.of(
            CreateHandler.class,
            Claim.class,
            Settlement.class,
            FlowCheck.class,
            Stabilization.class,
            Protection.class,
            UpdateHandler.class,
            UpdateExecution.class,
            UpdatePlan.class,
            UpdateStep.class,
            Wanted.class,
            SameNumber.class,
            DeleteHandler.class,
            Release.class,
            Unbinding.class,
            NumberSight.class,
            OperationHandler.class,
            ReadHandler.class,
            ListHandler.class,
            PhoneNumberHandler.class,
            Operation.class,
            IdentifierDeadline.class,
            Retry.class,
            Invocation.class,
            Outcome.class,
            ContextCodec.class,
            CallbackContext.class,
            Envelope.class,
            DesiredState.class,
            ExactNumber.class,
            SearchedNumber.class,
            ImportedNumber.class,
            NumberChoice.class,
            OwnClaim.class,
            Claimant.class,
            Target.class,
            Request.class,
            ContactFlow.class,
            PhoneNumberCalls.class,
            ConnectTransport.class,
            ClaimTerms.class,
            ConnectClients.class,
            Reading.class,
            FlowArn.class,
            Home.class,
            OperationClock.class,
            Trouble.class,
            Refusal.class,
            ConnectFault.class,
            Failure.class,
            ConnectError.class,
            Wording.class,
            Configuration.class,
            TagChange.class,
            Tags.class,
            TokenPurpose.class,
            ConnectArn.class,
            Search.class,
            WaitingFor.class,
            PhaseCode.class,
            Creating.class,
            Updating.class,
            Deleting.class,
            Phase.class,
            WireFields.class,
            Patience.class,
            Pace.class,
            Attempt.class,
            Bookmark.class,
            RequestIdentity.class);

    /** What `cfn generate` writes, and what src/cold-start adds to it, are no part of the order. */
    private static final Set<String> GENERATED = Set.of(
            "BaseConfiguration",
            "BaseHandler",
            "HandlerWrapper",
            "HandlerWrapperExecutable",
            "LeanFunction",
            "PhoneNumberFunction",
            "ResourceModel",
            "Tag",
            "TypeConfigurationModel",
            "WarmUp");

    private static final Set<Class<?>> PHASES = Set.of(Creating.class, Updating.class, Deleting.class);

    private static final ArchRule ONE_CLASS_TALKS_TO_CONNECT = noClasses()
            .that(areNot(PhoneNumberCalls.class, ConnectClients.class))
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ConnectClient.class)
            .because("every call goes through the one door that classifies faults and keeps messages out of logs");

    private static final ArchRule NO_CHANCE_AND_NO_SLEEP = noClasses()
            .that(areWrittenByHand())
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class)
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .because("an invocation that is run again must do the same: chance is a hash of the request");

    private static final ArchRule ONLY_THE_CLOCK_READS_TIME = noClasses()
            .that(areNot(OperationClock.class))
            .and(areWrittenByHand())
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(InstantSource.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Instant.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .because("one type owns the time of an operation, and it decides patience only");

    private static final ArchRule ONLY_THE_CLOCK_SETS_TIMES = noClasses()
            .that(areNot(OperationClock.class))
            .should()
            .callConstructor(
                    OperationClock.class,
                    long.class,
                    long.class,
                    int.class,
                    int.class,
                    int.class,
                    Optional.class,
                    Map.class,
                    int.class)
            .because("no handler moves or resets a time: it enters a phase, or goes on in one");

    private static final ArchRule NOTHING_LOCAL_SHIPS = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.example.connect.simulator..", "com.example.connect.local..")
            .because("no production class knows that the simulator exists");

    private static final ArchRule ONLY_DELETE_RELEASES = noClasses()
            .that(areNot(Release.class))
            .should()
            .callMethod(PhoneNumberCalls.class, "releasePhoneNumber", String.class, String.class)
            .because("no number is released unless its own resource is deleted");

    private static final ArchRule ONLY_A_DELETE_ASKS_FOR_A_RELEASE = noClasses()
            .that(areNot(Release.class, DeleteHandler.class))
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Release.class)
            .because("no number is released unless its own resource is deleted");

    private static final ArchRule HANDLERS_SHARE_ONE_WAY_FROM_FAILURE_TO_EVENT = classes()
            .that()
            .haveSimpleNameEndingWith("Handler")
            .and(areNot(BaseHandler.class))
            .should()
            .beAssignableTo(PhoneNumberHandler.class)
            .because("one method turns a failure into an event");

    private static final ArchRule NO_HANDLER_SEES_ANOTHERS_PHASE = classes()
            .that(areNot(ContextCodec.class, PhaseCode.class))
            .should(seePhasesOfOneOperation())
            .because("a handler is given a phase of its own operation and enters the next one");

    private static final ArchRule NO_STRING_IS_A_STATE = noClasses()
            .that(areNot(ContextCodec.class, PhaseCode.class))
            .and(describe("decide where an operation stands", ArchitectureTest::dependsOnPhases))
            .should()
            .callMethod(String.class, "equals", Object.class)
            .orShould()
            .callMethod(String.class, "equalsIgnoreCase", String.class)
            .orShould()
            .callMethod(String.class, "hashCode")
            .orShould()
            .callMethod(String.class, "contentEquals", CharSequence.class)
            .orShould()
            .callMethod(String.class, "compareTo", String.class)
            .orShould()
            .callMethod(String.class, "startsWith", String.class)
            .orShould()
            .callMethod(Objects.class, "equals", Object.class, Object.class)
            .because("words, wire codes and token purposes can change without changing what an operation does");

    private static final ArchRule RPDKS_REQUEST_STAYS_AT_THE_EDGE = noClasses()
            .that(areNot(Request.class, PhoneNumberHandler.class))
            .and(areWrittenByHand())
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ResourceHandlerRequest.class)
            .because("one type turns it into the provider's own words");

    private static final ArchRule EVERY_IMPORT_POINTS_DOWN = classes()
            .should(importOnlyClassesBelow(TOP_TO_BOTTOM))
            .because("a reader goes from top to bottom, and no class needs its caller");

    private static final List<ArchRule> RULES = List.of(
            ONE_CLASS_TALKS_TO_CONNECT,
            NO_CHANCE_AND_NO_SLEEP,
            ONLY_THE_CLOCK_READS_TIME,
            ONLY_THE_CLOCK_SETS_TIMES,
            NOTHING_LOCAL_SHIPS,
            ONLY_DELETE_RELEASES,
            ONLY_A_DELETE_ASKS_FOR_A_RELEASE,
            HANDLERS_SHARE_ONE_WAY_FROM_FAILURE_TO_EVENT,
            NO_HANDLER_SEES_ANOTHERS_PHASE,
            NO_STRING_IS_A_STATE,
            RPDKS_REQUEST_STAYS_AT_THE_EDGE,
            EVERY_IMPORT_POINTS_DOWN);

    static List<ArchRule> rules() {
        return RULES;
    }

    private static final JavaClasses PROVIDER = new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackages("com.example.connect.phonenumber");

    private static JavaClass outermost(JavaClass inner) {
        return inner.getEnclosingClass().map(ArchitectureTest::outermost).orElse(inner);
    }

    private static DescribedPredicate<JavaClass> areNot(Class<?>... excepted) {
        Set<String> names = List.of(excepted).stream().map(Class::getName).collect(Collectors.toSet());
        return describe(
                "are not in " + names, each -> !names.contains(outermost(each).getName()));
    }

    private static DescribedPredicate<JavaClass> areWrittenByHand() {
        return describe(
                "are written by hand",
                each -> !GENERATED.contains(outermost(each).getSimpleName()));
    }

    /** The operations whose phases a class depends on. */
    private static Set<String> operationsOf(JavaClass each) {
        Set<String> phases = PHASES.stream().map(Class::getName).collect(Collectors.toSet());
        return each.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .map(ArchitectureTest::outermost)
                .map(JavaClass::getName)
                .filter(phases::contains)
                .collect(Collectors.toSet());
    }

    private static boolean dependsOnPhases(JavaClass each) {
        return !operationsOf(each).isEmpty()
                || each.getDirectDependenciesFromSelf().stream()
                        .map(Dependency::getTargetClass)
                        .anyMatch(
                                target -> target.isEquivalentTo(Phase.class) || target.isEquivalentTo(PhaseCode.class));
    }

    private static ArchCondition<JavaClass> seePhasesOfOneOperation() {
        return new ArchCondition<>("see phases of one operation") {
            @Override
            public void check(JavaClass each, ConditionEvents events) {
                Set<String> operations = operationsOf(each);
                if (operations.size() > 1) {
                    events.add(SimpleConditionEvent.violated(each, each.getName() + " sees " + operations));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> importOnlyClassesBelow(List<Class<?>> order) {
        List<String> names = order.stream().map(Class::getName).toList();
        return new ArchCondition<>("import only classes below them") {
            @Override
            public void check(JavaClass each, ConditionEvents events) {
                JavaClass own = outermost(each);
                if (GENERATED.contains(own.getSimpleName())
                        || own.getSimpleName().equals("package-info")) {
                    return;
                }
                int place = names.indexOf(own.getName());
                if (own.getPackageName().equals("com.example.connect.phonenumber") && place < 0) {
                    events.add(SimpleConditionEvent.violated(each, own.getName() + " has no place in the order"));
                }
                for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                    String target = outermost(dependency.getTargetClass().getBaseComponentType())
                            .getName();
                    int below = names.indexOf(target);
                    if (below >= 0 && below < place) {
                        events.add(SimpleConditionEvent.violated(each, dependency.getDescription()));
                    }
                }
            }
        };
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(PROVIDER);
    }

    /** Breaks every rule once, by itself or together with its neighbours. */
    @SuppressWarnings({"unused", "ReturnValueIgnored"})
    private static final class PlantedHandler {
        private static Object clock(ConnectClient client) {
            return List.of(
                    client,
                    Instant.MIN,
                    Clock.systemUTC(),
                    new Random(),
                    new com.example.connect.simulator.SimulatorExtension());
        }

        private static void release(PhoneNumberCalls calls, Release release) {
            calls.releasePhoneNumber("arn", "token");
            release.run();
        }

        private static OperationClock clock() {
            return new OperationClock(0, 0, 0, 0, 0, Optional.empty(), Map.of(), 0);
        }

        private static boolean phases(Phase phase, ResourceHandlerRequest<ResourceModel> request) {
            return phase instanceof Creating.Appearing
                    || phase instanceof Deleting.Busy
                    || "ca".equals(PhaseCode.of(phase).wire());
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void findsAPlantedViolation(ArchRule rule) {
        JavaClasses planted = new ClassFileImporter().importClasses(PlantedHandler.class);

        assertThatThrownBy(() -> rule.check(planted)).isInstanceOf(AssertionError.class);
    }

    @Test
    void findsAnImportThatPointsUp() {
        List<Class<?>> upsideDown = new ArrayList<>(TOP_TO_BOTTOM);
        Collections.reverse(upsideDown);

        assertThatThrownBy(() ->
                        classes().should(importOnlyClassesBelow(upsideDown)).check(PROVIDER))
                .hasMessageContaining("CreateHandler");
    }

    @Test
    void theOrderNamesEveryClassOnce() {
        assertThat(TOP_TO_BOTTOM).doesNotHaveDuplicates();
    }
}
