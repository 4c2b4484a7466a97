package com.example.connect.simulator;

import static com.example.connect.simulator.Belief.guess;
import static com.example.connect.simulator.Belief.maintainers;
import static com.example.connect.simulator.KnobForm.choice;
import static com.example.connect.simulator.KnobForm.flag;
import static com.example.connect.simulator.KnobForm.seconds;

import java.time.Duration;

@Concern("Client tokens")
interface TokenKnobs {
    /** What a used ClientToken with other parameters does. */
    enum TokenConflict {
        FIRST_ANSWER,
        IDEMPOTENCY_EXCEPTION,
        NEW_CLAIM
    }

    Knob<Duration> TOKEN_LIFE = new Knob<>(
            "token-seconds",
            seconds(),
            Duration.ofDays(1),
            guess("for which a ClientToken is remembered; off: never", "a day is usual elsewhere in AWS"));

    Knob<TokenConflict> TOKEN_CONFLICT = new Knob<>(
            "token-conflict",
            choice(TokenConflict.class),
            TokenConflict.IDEMPOTENCY_EXCEPTION,
            guess(
                    "a remembered token with other parameters",
                    "the model lists IdempotencyException for these calls, and does not say when"));

    Knob<Boolean> TOKEN_UUID = new Knob<>(
            "token-uuid",
            flag(),
            true,
            maintainers(
                    "Claim refuses a ClientToken that is no lower-case UUID",
                    "terraform-provider-aws phone_number.go makes a UUID because its own ids were refused"));
}
