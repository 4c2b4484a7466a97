package com.example.connect.phonenumber;

import com.example.connect.phonenumber.Deleting.Missing;
import com.example.connect.phonenumber.Deleting.Released;
import com.example.connect.phonenumber.Deleting.Releasing;
import com.example.connect.phonenumber.Deleting.Trace;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;

/**
 * Releases the number ({@link Release}) and waits until it is gone.
 *
 * <p>The first look reads the number's tags and not the number, because the later looks need all of DescribePhoneNumber's
 * rate: many deletes at once would else take twice as long. A number that is missing may not be visible yet, because a
 * clean-up may follow a failed create at once. So missing is believed only once it has lasted for
 * {@link Patience#MISSING}, also where a release was asked for and its answer was lost. A number that is missing after
 * Connect has accepted the release is released. Tags prove no number: they may answer for one that is gone.
 */
public class DeleteHandler extends OperationHandler<Deleting> {

    public DeleteHandler() {
        super(Deleting.class, new Releasing(Trace.NONE));
    }

    @Override
    Outcome run(Operation<Deleting> delete) {
        String arn = delete.request().identifier();
        delete.identify(arn);
        try {
            return step(delete, arn);
        } catch (Failure failure) {
            throw new Unbinding(delete, arn).undone(failure);
        }
    }

    private static Outcome step(Operation<Deleting> delete, String arn) {
        Optional<NumberSight> visible = look(delete, arn);
        if (visible.isEmpty()) {
            return missing(delete, arn);
        }
        if (delete.phase() instanceof Released && delete.clock().isWithin(Patience.ASK_AGAIN)) {
            return delete.nextLook();
        }
        return new Release(delete, arn, visible.get()).run();
    }

    private static Optional<NumberSight> look(Operation<Deleting> delete, String arn) {
        if (delete.phase() instanceof Releasing) {
            try {
                Optional<Map<String, String>> tags = delete.calls().listTagsForResource(arn);
                if (tags.isPresent()) {
                    return tags.map(NumberSight::of);
                }
            } catch (ConnectFault fault) {
                if (fault.is(ConnectError.NOT_FOUND)) {
                    return Optional.empty();
                }
                if (fault.isPassing() && !fault.is(ConnectError.UNINTELLIGIBLE)) {
                    throw fault;
                }
            }
        }
        return delete.look(arn).map(number -> sight(delete, number));
    }

    /**
     * A number that a read shows is missing no more, whatever the next call says. It may be protected where its
     * description leaves its tags out: it has none only where both calls tell none.
     */
    private static NumberSight sight(Operation<Deleting> delete, ClaimedPhoneNumberSummary number) {
        Trace seen = delete.phase().trace().seen();
        if (delete.phase() instanceof Missing) {
            delete.enter(new Releasing(seen));
        } else {
            delete.continueAs(delete.phase().with(seen));
        }
        return new NumberSight(delete.calls().tagsOf(number), Optional.of(number));
    }

    private static Outcome missing(Operation<Deleting> delete, String arn) {
        if (delete.phase() instanceof Released) {
            return Outcome.deleted();
        }
        if (!(delete.phase() instanceof Missing)) {
            delete.enter(new Missing(delete.phase().trace()));
        }
        if (delete.clock().isWithin(Patience.MISSING)) {
            return delete.nextLook();
        }
        if (delete.phase().trace().isSeen()) {
            return Outcome.deleted();
        }
        throw delete.notFound(arn);
    }
}
