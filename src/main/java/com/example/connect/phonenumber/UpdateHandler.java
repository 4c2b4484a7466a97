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
        Optional<ClaimedPhoneNumberSummary> number = update.look(arn);
        if (number.isEmpty()) {
            return invisible(update, arn);
        }
        seen(update);
        ClaimedPhoneNumberSummary known =
                number.get().copy(told -> told.tags(update.calls().tagsOf(number.get())));
        return new UpdateExecution(update, new UpdatePlan(wanted, known)).run();
    }

    private static void seen(Operation<Updating> update) {
        if (update.phase() instanceof Disappeared gone) {
            update.enter(gone.during().<Updating>map(changing -> changing).orElse(new Comparing(true)));
        } else if (update.phase() instanceof Comparing) {
            update.continueAs(new Comparing(true));
        }
    }

    /** Missing is believed after a while; a number that this update has seen is waited for as a new one is. */
    private static Outcome invisible(Operation<Updating> update, String arn) {
        if (!(update.phase() instanceof Disappeared)) {
            boolean isSeen = !update.phase().equals(new Comparing(false));
            Optional<Changing> during =
                    update.phase() instanceof Changing changing ? Optional.of(changing) : Optional.empty();
            update.enter(new Disappeared(isSeen, during));
        }
        boolean isSeen = ((Disappeared) update.phase()).isSeen();
        if (update.clock().isWithin(isSeen ? Patience.VISIBLE : Patience.MISSING)) {
            return update.nextLook();
        }
        throw Refusal.notFound(arn);
    }
}
