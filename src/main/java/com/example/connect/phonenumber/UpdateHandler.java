package com.example.connect.phonenumber;

import com.example.connect.phonenumber.Updating.Changing;
import com.example.connect.phonenumber.Updating.Comparing;
import com.example.connect.phonenumber.Updating.Disappeared;
import java.util.Optional;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;

/** Changes in place what differs: the target, then the description, then the contact flow and the tags. */
public class UpdateHandler extends OperationHandler<Updating> {

    public UpdateHandler() {
        super(Updating.class, new Comparing(false));
    }

    @Override
    Outcome run(Operation<Updating> update) {
        String arn = update.request().identifier();
        update.identify(arn);
        Wanted wanted = Wanted.of(update.request());
        Optional<ClaimedPhoneNumberSummary> number = update.calls().findPhoneNumber(arn);
        if (number.isEmpty()) {
            return invisible(update, arn);
        }
        seen(update);
        try {
            return new UpdateExecution(update, new UpdatePlan(wanted, number.get())).run();
        } catch (ConnectFault fault) {
            return update.retryWhileReplicasLag(fault);
        }
    }

    private static void seen(Operation<Updating> update) {
        if (update.phase() instanceof Disappeared gone) {
            update.enter(gone.during().<Updating>map(changing -> changing).orElse(new Comparing(true)));
        } else if (update.phase() instanceof Comparing) {
            update.continueAs(new Comparing(true));
        }
    }

    /** A number that this update has never seen does not exist. One that it has seen is gone once it is missing for long. */
    private static Outcome invisible(Operation<Updating> update, String arn) {
        if (update.phase() instanceof Comparing comparing && !comparing.isSeen()) {
            throw Refusal.notFound(arn);
        }
        if (!(update.phase() instanceof Disappeared)) {
            Optional<Changing> during =
                    update.phase() instanceof Changing changing ? Optional.of(changing) : Optional.empty();
            update.enter(new Disappeared(during));
        }
        if (update.clock().isWithin(Patience.GONE)) {
            return update.nextLook();
        }
        throw Refusal.notFound(arn);
    }
}
