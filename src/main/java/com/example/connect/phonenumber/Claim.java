package com.example.connect.phonenumber;

import com.example.connect.phonenumber.NumberChoice.Exact;
import com.example.connect.phonenumber.NumberChoice.Imported;
import com.example.connect.phonenumber.NumberChoice.Search;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.connect.model.AvailableNumberSummary;
import software.amazon.awssdk.services.connect.model.SearchAvailablePhoneNumbersResponse;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/**
 * The part of a create before a number is known to be claimed.
 *
 * <p>An invocation may die at any line and is then run again with what the last event carried. So the first attempt's
 * claim is the same call however often it is made, by its ClientToken; a later attempt claims only a number that an
 * event has carried; and no create gives up before it has looked for a number with its own mark.
 */
final class Claim {

    /** Claims that one create may make: each of a number that somebody else took before it. */
    static final int MOST_ATTEMPTS = 10;

    /** Pages of 10 that are searched for one number. */
    private static final int MOST_PAGES = 20;

    /** Pages of 10 that are searched for an exact number: more would come up against the calls' rate, every time. */
    private static final int MOST_CHECKED = 2;

    private static final String LOOKING = "an earlier claim of this create to become visible";

    private final Invocation invocation;
    private final CallbackContext context;
    private final ConnectArn target;
    private final NumberChoice choice;
    private final DesiredState desired;

    /** Whether an earlier event carried the choice: then an invocation that died may have claimed it. */
    private final boolean announced;

    Claim(Invocation invocation) {
        this.invocation = invocation;
        this.context = invocation.context();
        ResourceModel model = invocation.model();
        this.desired = DesiredState.of(invocation.request(), model);
        this.choice = DesiredState.choice(model);
        this.announced = context.getChoice() != null;
        this.target = Target.required(invocation.request(), model);
        desired.flow().ifPresent(flow -> flow.checkServes(target));
        DesiredState.checkTagCount(desired.tags().size() + 1 + (invocation.wantsProtection() ? 1 : 0));
        if (choice instanceof Imported && !target.kind().equals(ConnectArn.INSTANCE)) {
            throw Refusal.invalid(
                    "SourcePhoneNumberArn imports to an instance, and the target is %s: import to the instance, then move.",
                    target);
        }
    }

    ProgressEvent<ResourceModel, CallbackContext> go() {
        try {
            if (context.isProven()) {
                return look(provenButInvisible());
            }
            String number = announced ? String.valueOf(context.getChoice()) : choose();
            context.setChoice(number);
            return !announced && context.getAttempt() > 0 ? invocation.goOn() : claim(number);
        } catch (ConnectFault fault) {
            if (fault.error().isPassing()) {
                throw fault;
            }
            return look(fault);
        } catch (Refusal refusal) {
            return look(refusal);
        }
    }

    /** The number to claim. A Refusal where there is none. */
    private String choose() {
        if (choice instanceof Search search) {
            return pick(search);
        }
        if (choice instanceof Imported imported) {
            return imported.sourceArn();
        }
        Exact exact = (Exact) choice;
        exact.statement().ifPresent(statement -> check(exact.phoneNumber(), statement));
        return exact.phoneNumber();
    }

    /**
     * Checks what the template says of its number: a search by that statement must offer it, or offer more numbers that
     * begin with the same 11 digits than are looked at in one invocation: then the claim tells.
     */
    private void check(String number, Search statement) {
        Search narrow = new Search(statement.type(), statement.country(), Optional.of(NumberChoice.prefixOf(number)));
        @Nullable String nextToken = null;
        for (int page = 0; page < MOST_CHECKED; page++) {
            SearchAvailablePhoneNumbersResponse found =
                    invocation.calls().searchAvailablePhoneNumbers(target, narrow, nextToken);
            if (numbers(found).contains(number)) {
                return;
            }
            nextToken = found.nextToken();
            if (nextToken == null) {
                throw Refusal.invalid(
                        "PhoneNumber %s: a search for %s does not offer it. Either Type and CountryCode say something"
                                + " wrong about it, or it is not available: correct or remove them, or choose another"
                                + " number.",
                        number, statement);
            }
        }
    }

    /** One of the numbers that a search finds: drawn by the request's hash, so that parallel creates differ. */
    private String pick(Search search) {
        @Nullable String nextToken = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            SearchAvailablePhoneNumbersResponse found =
                    invocation.calls().searchAvailablePhoneNumbers(target, search, nextToken);
            List<String> candidates = numbers(found).stream()
                    .filter(number -> !context.getLost().contains(number))
                    .toList();
            if (!candidates.isEmpty()) {
                return candidates.get(
                        invocation.identity().chance("candidate " + context.getAttempt(), candidates.size()));
            }
            nextToken = found.nextToken();
            if (nextToken == null) {
                break;
            }
        }
        throw Refusal.invalid(
                "Amazon Connect offers no phone number of type %s for %s. Loosen or remove Prefix, or choose another Type"
                        + " or CountryCode.",
                search, target);
    }

    private static List<String> numbers(SearchAvailablePhoneNumbersResponse page) {
        return page.availableNumbersList().stream()
                .map(AvailableNumberSummary::phoneNumber)
                .toList();
    }

    private ProgressEvent<ResourceModel, CallbackContext> claim(String number) {
        Map<String, String> tags = new LinkedHashMap<>(desired.tags());
        tags.put(Tags.MARK, invocation.identity().mark());
        String token = invocation.identity().clientToken("claim " + context.getAttempt());
        @Nullable String description = desired.description().orElse(null);
        PhoneNumberCalls calls = invocation.calls();
        try {
            return claimed(
                    choice instanceof Imported
                            ? calls.importPhoneNumber(target, number, description, tags, token)
                            : calls.claimPhoneNumber(target, number, description, tags, token));
        } catch (ConnectFault fault) {
            context.setInDoubt(context.isInDoubt() || fault.error().leavesDoubt());
            context.setProven(fault.is(ConnectError.IDEMPOTENCY));
            throw fault;
        }
    }

    private ProgressEvent<ResourceModel, CallbackContext> claimed(String arn) {
        context.setPhoneNumberArn(arn);
        context.setStage(null);
        context.enter(CreateHandler.CLAIMED);
        return invocation.look();
    }

    /**
     * Answers a refusal: by an earlier claim of this create, where there is one; else by the next candidate, where a
     * searched number was lost; else, after {@link Pace#LOOK_FOR_CLAIM}, by the refusal.
     */
    private ProgressEvent<ResourceModel, CallbackContext> look(Failure refused) {
        context.enter(LOOKING);
        OwnClaim.Found found = lookOnce(refused);
        return switch (found.kind()) {
            case OURS -> claimed(found.arn());
            case MORE -> invocation.goOn();
            case HIDDEN -> context.getStageWaited() < Pace.VISIBLE ? invocation.look() : foreign(found.arn(), refused);
            case FOREIGN -> foreign(found.arn(), refused);
            case NOTHING -> nothing(refused);
        };
    }

    private OwnClaim.Found lookOnce(Failure refused) {
        OwnClaim own = new OwnClaim(invocation);
        try {
            if (choice instanceof Imported imported) {
                return own.bySource(imported.sourceArn());
            }
            return choice instanceof Search search && !isTaken(refused)
                    ? own.bySearch(target, search)
                    : own.byNumber(number());
        } catch (ConnectFault fault) {
            if (fault.error().isPassing()) {
                throw fault;
            }
            context.setLookToken(null);
            return OwnClaim.Found.NOTHING;
        }
    }

    private String number() {
        return choice instanceof Exact exact ? exact.phoneNumber() : String.valueOf(context.getChoice());
    }

    private static boolean isTaken(Failure refused) {
        return refused instanceof ConnectFault fault && fault.is(ConnectError.NOT_AVAILABLE);
    }

    private ProgressEvent<ResourceModel, CallbackContext> foreign(String arn, Failure refused) {
        if (choice instanceof Search) {
            return isTaken(refused) ? nextCandidate(refused) : nothing(refused);
        }
        throw new Refusal(
                HandlerErrorCode.AlreadyExists,
                String.format(
                        "%s is already held by this account, as %s. To manage it by this stack, import it: a change set of"
                                + " type IMPORT with this ARN as PhoneNumberArn.",
                        choice instanceof Imported imported
                                ? "The number of SourcePhoneNumberArn " + imported.sourceArn()
                                : "PhoneNumber " + number(),
                        arn));
    }

    private ProgressEvent<ResourceModel, CallbackContext> nothing(Failure refused) {
        boolean lost = choice instanceof Search && isTaken(refused) && !context.isInDoubt() && !announced;
        if (lost) {
            return nextCandidate(refused);
        }
        int patience = context.isProven() || context.isInDoubt() ? Pace.VISIBLE : Pace.LOOK_FOR_CLAIM;
        if (context.getStageWaited() < patience) {
            return invocation.look();
        }
        if (!isTaken(refused)) {
            throw refused;
        }
        if (choice instanceof Search) {
            return nextCandidate(refused);
        }
        throw notToBeHad(refused);
    }

    private static Refusal notToBeHad(Failure refused) {
        return new Refusal(
                refused.code(),
                String.format(
                        "%s. Somebody else has it, or it cools down after a release: choose another number, or search for"
                                + " one by Type and CountryCode.",
                        refused.message()));
    }

    /** The choice of the next attempt is announced by this event, and claimed in the invocation after it. */
    private ProgressEvent<ResourceModel, CallbackContext> nextCandidate(Failure refused) {
        if (context.getAttempt() + 1 >= MOST_ATTEMPTS) {
            throw new Refusal(
                    HandlerErrorCode.ResourceConflict,
                    String.format(
                            "%d numbers that the search offered were taken by somebody else first; the last answer was:"
                                    + " %s Create it again, or loosen the search.",
                            MOST_ATTEMPTS, refused.message()));
        }
        context.getLost().add(String.valueOf(context.getChoice()));
        context.setChoice(null);
        context.setInDoubt(false);
        context.setLookToken(null);
        context.setStage(null);
        context.setAttempt(context.getAttempt() + 1);
        return invocation.goOn();
    }

    private Refusal provenButInvisible() {
        return new Refusal(
                HandlerErrorCode.NotStabilized,
                String.format(
                        "Amazon Connect has an earlier claim of this create and does not show its number. Look for a"
                                + " number with the tag %s = %s in %s, and import or release it.",
                        Tags.MARK, invocation.identity().mark(), target));
    }
}
