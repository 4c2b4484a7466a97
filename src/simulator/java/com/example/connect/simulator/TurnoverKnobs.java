package com.example.connect.simulator;

import static com.example.connect.simulator.Belief.guess;
import static com.example.connect.simulator.Belief.official;
import static com.example.connect.simulator.Belief.user;
import static com.example.connect.simulator.KnobForm.choice;
import static com.example.connect.simulator.KnobForm.days;

import java.time.Duration;

@Concern("The 200 % rule on claims and releases")
interface TurnoverKnobs {
    /** How the rule shows: the claim ends FAILED, or is refused at once. */
    enum WindowBlock {
        FAILED,
        REFUSED
    }

    /** Whose claims and releases count together. */
    enum WindowScope {
        ACCOUNT,
        TARGET
    }

    /** The quota that the rule doubles: the largest of the account's targets, or that of the claim's own target. */
    enum WindowQuota {
        LARGEST,
        TARGET
    }

    /** What counts of a claim that FAILED. */
    enum WindowFailed {
        NOTHING,
        CLAIM,
        CLAIM_AND_RELEASE
    }

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

    Knob<WindowScope> WINDOW_SCOPE = new Knob<>(
            "window-scope",
            choice(WindowScope.class),
            WindowScope.ACCOUNT,
            user(
                    "whose claims and releases count together: the account's in its Region, or one target's",
                    "two users were locked out of a whole Region: one made a new instance for each test, one held no number"));

    Knob<WindowQuota> WINDOW_QUOTA = new Knob<>(
            "window-quota",
            choice(WindowQuota.class),
            WindowQuota.LARGEST,
            guess(
                    "the quota that the rule doubles: the largest of the account's targets, or the claim's target's",
                    "API reference, ClaimPhoneNumber: your phone number service level quota, without saying whose"));

    Knob<WindowFailed> WINDOW_FAILED = new Knob<>(
            "window-failed",
            choice(WindowFailed.class),
            WindowFailed.CLAIM,
            guess(
                    "what the rule counts of a claim that FAILED; with NOTHING, a claim counts once it is CLAIMED",
                    "API reference, ClaimPhoneNumber: claims and releases count; it does not tell of failed ones"));
}
