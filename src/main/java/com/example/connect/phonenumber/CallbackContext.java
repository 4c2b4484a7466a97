package com.example.connect.phonenumber;

import java.util.ArrayList;
import java.util.List;
import lombok.Data;
import lombok.NoArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * What an operation knows from one invocation to the next. CloudFormation keeps it, and a crashed invocation leaves it
 * as it was. Time is the sum of the delays asked for, so no clock is read and real time is never less.
 *
 * <p>Fields are only ever added: an invocation of the next version reads what the previous one wrote.
 */
@Data
@NoArgsConstructor
public class CallbackContext {

    /** Seconds waited since the operation began. */
    private int waited;

    /** What is being waited for: a name, with the seconds waited since it became that. */
    private @Nullable String stage;

    private int stageWaited;

    /** Passing faults of one call in a row. */
    private int troubles;

    /** The call that the last fault was of. */
    private @Nullable String troubled;

    /** Seconds waited because Connect refused a call for its rate. */
    private int throttled;

    /** Connect has answered a call of this operation. */
    private boolean answered;

    /** Create: which claim this is, counted from 0; part of its ClientToken. */
    private int attempt;

    /** Create: the number that this attempt claims. */
    private @Nullable String choice;

    /** Create: numbers that earlier attempts lost to somebody else. */
    private List<String> lost = new ArrayList<>();

    /** Create: the attempt's claim was sent and its outcome is unknown. */
    private boolean inDoubt;

    /** Create: Connect has proven that it holds an earlier claim of this create. */
    private boolean proven;

    /** Create: where the search for that claim goes on (a ListPhoneNumbersV2 token). */
    private @Nullable String lookToken;

    /** Create: this pass of that search has met a number that Connect does not describe yet. */
    private boolean hidden;

    /** Create: the claimed number's ARN. */
    private @Nullable String phoneNumberArn;

    /** Create: the contact flow is bound. */
    private boolean bound;

    /** Not used any more: an invocation that died after it had set release protection could not keep it. */
    private boolean protecting;

    /** The number was seen by this operation. */
    private boolean seen;

    /** Update and delete: the change that Connect has accepted and that is now waited for. */
    private @Nullable String accepted;

    /** Update: the number was FAILED when the change was accepted, and has not been seen in progress since. */
    private boolean failedBefore;

    /** Update: how often the change has been asked for before; part of its ClientToken. */
    private int askedBefore;

    /** Enters a stage: its clock starts, unless it is the stage already. */
    void enter(String next) {
        if (!next.equals(stage)) {
            stage = next;
            stageWaited = 0;
        }
    }

    void waitFor(int seconds) {
        waited += seconds;
        stageWaited += seconds;
    }
}
