package com.example.connect.phonenumber;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.phonenumber.FaultCase.Strike;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.SimulatorExtension;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.loading.ClassReloadingStrategy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.cloudformation.proxy.ProgressEvent;

/**
 * The matrix itself is tested: with a provider that has one known flaw it must fail, by the law that the flaw breaks. A
 * flaw is put into the compiled class, in this JVM only, and taken out again.
 */
@SuppressWarnings({"UnusedVariable", "unchecked"}) // The flaws' assignments become the method's.
@ExtendWith(SimulatorExtension.class)
class MutantTest {

    /** A flaw: the method that has it, where the matrix looks for it, and the law that it breaks. */
    enum Mutant {
        RANDOM_TOKEN(RequestIdentity.class, "clientToken", RandomToken.class, "create searched", Law.ONE_CLAIM),
        TOKEN_OF_THE_NUMBER(
                PhoneNumberCalls.class, "claimPhoneNumber", TokenOfTheNumber.class, "create searched", Law.ONE_CLAIM),
        NO_MARK(
                PhoneNumberCalls.class,
                "claimPhoneNumber",
                NoMark.class,
                "create exact, described and tagged",
                Law.ONE_NUMBER_OR_NONE),
        CHOICE_NOT_KEPT(
                Claim.class, "go", ChoiceNotKept.class, "create searched, the first candidate lost", Law.ONE_CLAIM),
        NO_TRY_BEFORE_THE_DEADLINE(
                Pace.class, "beforeDeadline", AcrossTheDeadline.class, "create exact", Law.ONE_NUMBER_OR_NONE),
        NO_WAIT_AFTER_RELEASE(
                DeleteHandler.class, "accepted", NoWait.class, "delete reads stale", Law.DELETED_IS_DELETED);

        private final Class<?> mutated;
        private final String method;
        private final Class<?> flaw;
        private final String scenario;
        private final Law law;

        Mutant(Class<?> mutated, String method, Class<?> flaw, String scenario, Law law) {
            this.mutated = mutated;
            this.method = method;
            this.flaw = flaw;
            this.scenario = scenario;
            this.law = law;
        }
    }

    @ParameterizedTest
    @EnumSource
    void isKilledByItsLaw(Mutant mutant, ConnectSimulator connect) {
        Map<Law, String> broken = new HashMap<>();
        ClassReloadingStrategy reloading = ClassReloadingStrategy.of(instrumentation());
        new ByteBuddy()
                .redefine(mutant.mutated)
                .visit(Advice.to(mutant.flaw).on(named(mutant.method)))
                .make()
                .load(mutant.mutated.getClassLoader(), reloading);
        try {
            new FaultMatrix(connect, run -> {
                        note(run, broken);
                        if (broken.containsKey(mutant.law)) {
                            throw new Killed();
                        }
                    })
                    .singles(scenario(connect, mutant.scenario));
        } catch (Killed killed) {
            assertThat(broken).containsKey(mutant.law);
        } finally {
            reset(reloading, mutant.mutated);
        }

        assertThat(broken).as("laws broken by %s", mutant).containsKey(mutant.law);
    }

    @Test
    void theProviderAsItIsBreaksNoLawThere(ConnectSimulator connect) {
        Map<Law, String> broken = new HashMap<>();
        for (Mutant mutant : Mutant.values()) {
            Scenario scenario = scenario(connect, mutant.scenario);
            CaseRun clean = CaseRun.of(connect, FaultCase.clean(scenario), Optional.empty());
            for (int call = 0; call < clean.calls().size(); call++) {
                FaultCase crash = FaultCase.clean(scenario).with(List.of(new Strike(call, "CRASH_AFTER", 1)));
                note(CaseRun.of(connect, crash, clean.ending()), broken);
            }
        }

        assertThat(broken).isEmpty();
    }

    /** The matrix need not go on. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static void note(CaseRun run, Map<Law, String> broken) {
        if (Undecidable.of(run).isEmpty()) {
            run.breaches().forEach(breach -> broken.putIfAbsent(breach.law(), run.faultCase() + " " + breach));
        }
    }

    private static Scenario scenario(ConnectSimulator connect, String name) {
        return Scenarios.of(connect).stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Instrumentation instrumentation() {
        return ByteBuddyAgent.install();
    }

    private static void reset(ClassReloadingStrategy reloading, Class<?> mutated) {
        try {
            reloading.reset(mutated);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static final class RandomToken {
        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) String token) {
            token = UUID.randomUUID().toString();
        }
    }

    static final class TokenOfTheNumber {
        @Advice.OnMethodEnter
        static void enter(
                @Advice.Argument(1) String number, @Advice.Argument(value = 4, readOnly = false) String token) {
            token = UUID.nameUUIDFromBytes((token + number).getBytes(StandardCharsets.UTF_8))
                    .toString();
        }
    }

    static final class NoMark {
        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 3, readOnly = false) Map<String, String> tags) {
            tags = new HashMap<>(tags);
            tags.remove("example:connect:phonenumber:claim");
        }
    }

    /** A second attempt chooses and claims in one invocation, whatever number an event has carried. */
    static final class ChoiceNotKept {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static @Nullable Object enter(
                @Advice.This Object claim, @Advice.FieldValue("context") CallbackContext context) {
            return context.getAttempt() > 0 && !context.isProven() ? MutantTest.chooseAndClaim(claim) : null;
        }

        @Advice.OnMethodExit
        static void exit(
                @Advice.Enter @Nullable Object instead,
                @Advice.Return(readOnly = false) ProgressEvent<ResourceModel, CallbackContext> event) {
            if (instead != null) {
                event = (ProgressEvent<ResourceModel, CallbackContext>) instead;
            }
        }
    }

    @SuppressWarnings("unused")
    static Object chooseAndClaim(Object claim) {
        try {
            Method choose = Claim.class.getDeclaredMethod("choose");
            Method claimNumber = Claim.class.getDeclaredMethod("claim", String.class);
            choose.setAccessible(true);
            claimNumber.setAccessible(true);
            return claimNumber.invoke(claim, choose.invoke(claim));
        } catch (InvocationTargetException thrown) {
            throw (RuntimeException) thrown.getCause();
        } catch (ReflectiveOperationException renamed) {
            throw new AssertionError(renamed);
        }
    }

    static final class AcrossTheDeadline {
        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) Pace.Delay delay) {
            delay = new Pace.Delay(61, 61);
        }
    }

    static final class NoWait {
        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) ProgressEvent<ResourceModel, CallbackContext> event) {
            event = ProgressEvent.defaultSuccessHandler(null);
        }
    }
}
