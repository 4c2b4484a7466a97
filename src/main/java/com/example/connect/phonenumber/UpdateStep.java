package com.example.connect.phonenumber;

import com.example.connect.phonenumber.Updating.Change;
import java.util.List;
import java.util.Map;

/** One step of an update. */
sealed interface UpdateStep {

    /** A change that Connect works on after it has accepted it: asked for, and then waited for. */
    sealed interface Awaited extends UpdateStep {

        Change change();

        /** Asks Connect for the change of a number, for the first time or again. */
        void ask(Operation<Updating> update, String arn, int askedBefore);
    }

    /** A write that has its effect at once. */
    sealed interface Immediate extends UpdateStep {

        /** Whether a read shows its effect already: then it is made to be sure. */
        boolean isConfirmation();

        void write(PhoneNumberCalls calls, String arn);
    }

    /** Moves the number to another target. */
    record Move(ConnectArn target) implements Awaited {

        @Override
        public Change change() {
            return Change.MOVE;
        }

        @Override
        public void ask(Operation<Updating> update, String arn, int askedBefore) {
            String token = update.request().identity().clientToken(TokenPurpose.move(target, askedBefore));
            update.calls().updatePhoneNumber(arn, target, token);
        }
    }

    /** Sets the description; the empty text clears it. */
    record Describe(String text) implements Awaited {

        @Override
        public Change change() {
            return Change.DESCRIPTION;
        }

        @Override
        public void ask(Operation<Updating> update, String arn, int askedBefore) {
            String token = update.request().identity().clientToken(TokenPurpose.describe(text, askedBefore));
            update.calls().updatePhoneNumberMetadata(arn, text, token);
        }
    }

    /** Binds the number to a contact flow. */
    record BindFlow(FlowArn flow, boolean isConfirmation) implements Immediate {

        @Override
        public void write(PhoneNumberCalls calls, String arn) {
            calls.associatePhoneNumberContactFlow(arn, flow);
        }
    }

    /** Unbinds the number from its contact flow. */
    record UnbindFlow(FlowArn flow, boolean isConfirmation) implements Immediate {

        @Override
        public void write(PhoneNumberCalls calls, String arn) {
            calls.disassociatePhoneNumberContactFlow(arn, flow);
        }
    }

    record WriteTags(Map<String, String> tags, boolean isConfirmation) implements Immediate {

        @Override
        public void write(PhoneNumberCalls calls, String arn) {
            calls.tagResource(arn, tags);
        }
    }

    record RemoveTags(List<String> keys, boolean isConfirmation) implements Immediate {

        @Override
        public void write(PhoneNumberCalls calls, String arn) {
            calls.untagResource(arn, keys);
        }
    }
}
