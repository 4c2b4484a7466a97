package com.example.connect.simulator;

import static com.example.connect.simulator.Belief.guess;
import static com.example.connect.simulator.Belief.maintainers;
import static com.example.connect.simulator.Belief.official;
import static com.example.connect.simulator.KnobForm.choice;
import static com.example.connect.simulator.KnobForm.count;
import static com.example.connect.simulator.KnobForm.days;
import static com.example.connect.simulator.KnobForm.seconds;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

@Concern("How much, and how fast")
interface LimitKnobs {
    /** A token bucket's refill a second and its depth. */
    record Rate(double perSecond, int burst) {

        /** REFILL/BURST, or off for none. */
        static KnobForm<Optional<Rate>> form() {
            return new KnobForm<>("REFILL/BURST or off", Rate::read, Rate::write);
        }

        private static Optional<Rate> read(String text) {
            if (text.equals("off")) {
                return Optional.empty();
            }
            String[] parts = text.split("/", -1);
            KnobForm.check(parts.length == 2, text);
            double perSecond = Double.parseDouble(parts[0]);
            int burst = KnobForm.natural(parts[1]);
            KnobForm.check(perSecond > 0 && !Double.isInfinite(perSecond) && burst >= 1, text);
            return Optional.of(new Rate(perSecond, burst));
        }

        private static String write(Optional<Rate> rate) {
            return rate.map(r -> BigDecimal.valueOf(r.perSecond())
                                    .stripTrailingZeros()
                                    .toPlainString() + "/" + r.burst())
                    .orElse("off");
        }
    }

    /** Which error a throttled call gets. */
    enum ThrottleError {
        THROTTLING,
        TOO_MANY_REQUESTS,
        ALTERNATE
    }

    /** How the 200 % rule shows: the claim ends FAILED, or is refused at once. */
    enum WindowBlock {
        FAILED,
        REFUSED
    }

    Knob<Integer> QUOTA = new Knob<>(
            "quota",
            count(),
            5,
            official(
                    "numbers that one instance or traffic distribution group may hold",
                    "administrator guide, service quotas: phone numbers per instance, L-8F812903"));

    Knob<Optional<Rate>> RATE = new Knob<>(
            "rate",
            Rate.form(),
            Optional.of(new Rate(2, 5)),
            official(
                    "token bucket of each API: refill a second/burst",
                    "administrator guide, API throttling quotas: 2 a second, burst 5"));

    Knob<ThrottleError> THROTTLE_ERROR = new Knob<>(
            "throttle-error",
            choice(ThrottleError.class),
            ThrottleError.TOO_MANY_REQUESTS,
            maintainers(
                    "the error of a throttled call",
                    "AWS's own handlers for Connect know only TooManyRequestsException, API Gateway's; the model lists"
                            + " ThrottlingException"));

    Knob<Duration> RETRY_AFTER = new Knob<>(
            "retry-after-seconds",
            seconds(),
            Duration.ZERO,
            guess(
                    "Retry-After on throttled calls; off: no such header",
                    "no throttled answer of the service is recorded"));

    Knob<Duration> WINDOW = new Knob<>(
            "window-days",
            days(),
            Duration.ofDays(180),
            official(
                    "rolling window of the 200 % rule; off: no such rule",
                    "API reference, ClaimPhoneNumber: 180 days (30 in the China Regions' text)"));

    Knob<WindowBlock> WINDOW_BLOCK = new Knob<>(
            "window-block",
            choice(WindowBlock.class),
            WindowBlock.FAILED,
            guess("how the 200 % rule shows", "one user got the quota's message (terraform-provider-aws #45937)"));
}
