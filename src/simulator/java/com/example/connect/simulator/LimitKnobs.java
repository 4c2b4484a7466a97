package com.example.connect.simulator;

import static com.example.connect.simulator.Belief.guess;
import static com.example.connect.simulator.Belief.maintainers;
import static com.example.connect.simulator.Belief.official;
import static com.example.connect.simulator.KnobForm.choice;
import static com.example.connect.simulator.KnobForm.count;
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

    /** Since when a number takes a place of its target's quota. */
    enum QuotaCounts {
        ACCEPTED,
        CLAIMED
    }

    Knob<Integer> QUOTA = new Knob<>(
            "quota",
            count(),
            5,
            official(
                    "numbers that one instance or traffic distribution group may hold",
                    "administrator guide, service quotas: phone numbers per instance, L-8F812903"));

    Knob<QuotaCounts> QUOTA_COUNTS = new Knob<>(
            "quota-counts",
            choice(QuotaCounts.class),
            QuotaCounts.ACCEPTED,
            guess(
                    "whether a number takes its place of the quota once its claim or move is accepted, or at its end",
                    "the guides count claimed numbers, and do not say when"));

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
}
