package com.example.connect.phonenumber;

import com.example.connect.phonenumber.Creating.Appearing;
import com.example.connect.phonenumber.Creating.Checking;
import com.example.connect.phonenumber.Creating.Choosing;
import com.example.connect.phonenumber.Creating.Claimed;
import com.example.connect.phonenumber.Creating.Claiming;
import com.example.connect.phonenumber.Creating.Recovering;
import com.example.connect.phonenumber.Creating.Stabilizing;
import com.example.connect.phonenumber.Creating.Unclaimed;
import com.example.connect.phonenumber.Creating.Vanished;
import com.example.connect.phonenumber.Deleting.Busy;
import com.example.connect.phonenumber.Deleting.Missing;
import com.example.connect.phonenumber.Deleting.Released;
import com.example.connect.phonenumber.Deleting.Releasing;
import com.example.connect.phonenumber.Deleting.Trace;
import com.example.connect.phonenumber.Updating.Agreeing;
import com.example.connect.phonenumber.Updating.Blocked;
import com.example.connect.phonenumber.Updating.Change;
import com.example.connect.phonenumber.Updating.Changing;
import com.example.connect.phonenumber.Updating.Comparing;
import com.example.connect.phonenumber.Updating.Disappeared;
import com.example.connect.phonenumber.WireFields.Unreadable;
import java.util.Optional;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * The callback context on the wire. Names are short, and only ever added: the next version reads what this one wrote, and
 * this one ignores what the next one added. A golden file freezes what is written.
 */
final class ContextCodec {

    private static final String VERSION_FIELD = "v";
    private static final int VERSION = 1;

    private static final String PHASE = "p";
    private static final String ATTEMPT = "a";
    private static final String LOST_NUMBERS = "l";
    private static final String NUMBER = "e";
    private static final String IN_DOUBT = "d";
    private static final String RECOVERING = "f";
    private static final String PAGE_TOKEN = "k";
    private static final String MET_HIDDEN = "h";
    private static final String OF_ONE = "q";
    private static final String ARN = "i";
    private static final String BOUND = "o";
    private static final String SEEN = "y";
    private static final String UNBOUND_FLOW = "ff";
    private static final String CHANGE = "g";
    private static final String ASKED_BEFORE = "r";
    private static final String WAS_FAILED = "x";
    private static final String OVERDUE = "u";

    private static final String MOVE = "m";
    private static final String DESCRIPTION = "d";

    private ContextCodec() {}

    static CallbackContext write(Envelope envelope) {
        WireFields fields = WireFields.empty().put(VERSION_FIELD, VERSION);
        envelope.clock().write(fields);
        Phase phase = envelope.phase();
        fields.put(PHASE, PhaseCode.of(phase).wire());
        if (phase instanceof Unclaimed unclaimed) {
            write(unclaimed, fields);
        } else if (phase instanceof Claimed claimed) {
            fields.put(ARN, claimed.arn()).putFlag(BOUND, claimed.isBound());
        } else if (phase instanceof Updating updating) {
            write(updating, fields);
        } else if (phase instanceof Deleting deleting) {
            fields.putFlag(SEEN, deleting.trace().isSeen())
                    .putOptional(UNBOUND_FLOW, deleting.trace().unboundFlow());
        }
        return new CallbackContext(fields.asMap());
    }

    private static void write(Unclaimed phase, WireFields fields) {
        phase.recovery()
                .ifPresent(bookmark -> fields.putFlag(RECOVERING, true)
                        .putOptional(PAGE_TOKEN, bookmark.pageToken())
                        .putFlag(MET_HIDDEN, bookmark.metHidden())
                        .putFlag(OF_ONE, bookmark.isOfOne()));
        if (phase instanceof Choosing choosing) {
            write(choosing.attempt(), fields);
        } else if (phase instanceof Claiming claiming) {
            write(claiming.attempt(), fields);
            fields.put(NUMBER, claiming.number()).putFlag(IN_DOUBT, claiming.isInDoubt());
        }
    }

    private static void write(Attempt attempt, WireFields fields) {
        fields.put(ATTEMPT, attempt.index());
        if (!attempt.lost().isEmpty()) {
            fields.put(LOST_NUMBERS, attempt.lost());
        }
    }

    private static void write(Updating phase, WireFields fields) {
        if (phase instanceof Comparing comparing) {
            fields.putFlag(SEEN, comparing.isSeen());
        } else if (phase instanceof Changing changing) {
            write(changing, fields);
        } else if (phase instanceof Disappeared gone) {
            fields.putFlag(SEEN, gone.isSeen());
            gone.during().ifPresent(changing -> write(changing, fields));
        }
    }

    private static void write(Changing changing, WireFields fields) {
        fields.put(CHANGE, wire(changing.change()))
                .put(ASKED_BEFORE, changing.askedBefore())
                .putFlag(WAS_FAILED, changing.wasFailed())
                .putFlag(OVERDUE, changing.isOverdue());
    }

    private static String wire(Change change) {
        return switch (change) {
            case MOVE -> MOVE;
            case DESCRIPTION -> DESCRIPTION;
        };
    }

    /** What an earlier invocation wrote; empty where the context is empty. Throws Unreadable for anything else. */
    static Optional<Envelope> read(CallbackContext context) {
        WireFields fields = WireFields.of(context.wire());
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        int version = fields.integer(VERSION_FIELD);
        if (version != VERSION) {
            throw new Unreadable("it is of version " + version + ", and this version reads " + VERSION);
        }
        return Optional.of(new Envelope(OperationClock.read(fields), phase(fields)));
    }

    private static Phase phase(WireFields fields) {
        PhaseCode code = PhaseCode.of(fields.text(PHASE)).orElseThrow(() -> new Unreadable("its phase is unknown"));
        return switch (code) {
            case CHECKING -> new Checking(bookmark(fields));
            case CHOOSING -> new Choosing(attempt(fields), bookmark(fields));
            case CLAIMING ->
                new Claiming(attempt(fields), fields.text(NUMBER), fields.flag(IN_DOUBT), bookmark(fields));
            case RECOVERING -> new Recovering(bookmark(fields).orElse(Bookmark.START));
            case APPEARING -> new Appearing(fields.text(ARN));
            case STABILIZING -> new Stabilizing(fields.text(ARN), fields.flag(BOUND));
            case VANISHED -> new Vanished(fields.text(ARN), fields.flag(BOUND));
            case COMPARING -> new Comparing(fields.flag(SEEN));
            case BLOCKED -> new Blocked();
            case CHANGING -> changing(fields).orElseThrow(() -> new Unreadable("its change is missing"));
            case AGREEING -> new Agreeing();
            case DISAPPEARED -> new Disappeared(fields.flag(SEEN), changing(fields));
            case RELEASING -> new Releasing(trace(fields));
            case MISSING -> new Missing(trace(fields));
            case BUSY -> new Busy(trace(fields));
            case RELEASED -> new Released(trace(fields));
        };
    }

    private static Attempt attempt(WireFields fields) {
        return new Attempt(fields.integer(ATTEMPT), fields.texts(LOST_NUMBERS));
    }

    private static Optional<Bookmark> bookmark(WireFields fields) {
        return fields.flag(RECOVERING)
                ? Optional.of(new Bookmark(fields.optional(PAGE_TOKEN), fields.flag(MET_HIDDEN), fields.flag(OF_ONE)))
                : Optional.empty();
    }

    private static Optional<Changing> changing(WireFields fields) {
        return fields.optional(CHANGE)
                .map(change -> new Changing(
                        change(change), fields.integer(ASKED_BEFORE), fields.flag(WAS_FAILED), fields.flag(OVERDUE)));
    }

    private static Trace trace(WireFields fields) {
        return new Trace(fields.flag(SEEN), fields.optional(UNBOUND_FLOW));
    }

    private static Change change(String wire) {
        return switch (wire) {
            case MOVE -> Change.MOVE;
            case DESCRIPTION -> Change.DESCRIPTION;
            default -> throw new Unreadable("its change is unknown");
        };
    }

    /** What the user reads where a context cannot be read. */
    static Refusal refusal(Unreadable why, RequestIdentity identity) {
        return new Refusal(
                HandlerErrorCode.GeneralServiceException,
                String.format(
                        "The progress of this operation cannot be read: %s. Most likely another version of the resource type"
                                + " began it. Run the operation again. If a create has claimed a number that no stack shows,"
                                + " look for the tag %s = %s on the account's numbers, and import or release it.",
                        why.getMessage(), Tags.MARK, identity.mark()));
    }
}
