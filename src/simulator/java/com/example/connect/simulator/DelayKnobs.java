package com.example.connect.simulator;

import static com.example.connect.simulator.Belief.guess;
import static com.example.connect.simulator.Belief.official;
import static com.example.connect.simulator.KnobForm.days;
import static com.example.connect.simulator.KnobForm.flag;
import static com.example.connect.simulator.KnobForm.seconds;

import java.time.Duration;

@Concern("How long the service takes")
interface DelayKnobs {
    Knob<Duration> CLAIM_TIME = new Knob<>(
            "claim-seconds",
            seconds(),
            Duration.ofSeconds(2),
            guess("a claim's or import's IN_PROGRESS", "the status is documented, its length is not"));

    Knob<Duration> MOVE_TIME = new Knob<>(
            "move-seconds",
            seconds(),
            Duration.ofSeconds(2),
            guess("a move's IN_PROGRESS", "the status is documented, its length is not"));

    Knob<Duration> METADATA_TIME = new Knob<>(
            "metadata-seconds",
            seconds(),
            Duration.ofSeconds(1),
            guess("a metadata change's IN_PROGRESS", "the status is documented, its length is not"));

    Knob<Duration> FAILED_RETURN = new Knob<>(
            "failed-return-days",
            days(),
            Duration.ofDays(1),
            official(
                    "after which a FAILED claim's number is back in the inventory",
                    "API reference, PhoneNumberStatus: one day to retry before the number is released"));

    Knob<Duration> COOLDOWN = new Knob<>(
            "cooldown-days",
            days(),
            Duration.ofDays(180),
            official(
                    "for which nobody can search or claim a released number",
                    "API reference, ReleasePhoneNumber: up to 180 days"));

    Knob<Boolean> COOL_IMPORTED = new Knob<>(
            "cool-imported",
            flag(),
            false,
            guess(
                    "an imported number cools down after its release",
                    "End User Messaging owns it; the cooldown is documented for numbers of Connect's own inventory"));

    Knob<Boolean> COOL_FAILED = new Knob<>(
            "cool-failed",
            flag(),
            false,
            guess(
                    "a FAILED claim's number cools down after its release",
                    "left alone it is back in the inventory after a day, without a cooldown"));
}
