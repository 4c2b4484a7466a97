package com.example.connect.phonenumber;

import java.util.Optional;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** A way to choose a number. The create asks it in the order of these methods. */
interface NumberChoice {

    /** Refuses a target that this way cannot claim for, before any call. */
    void checkTarget(ConnectArn target);

    /** The number that an attempt claims. A {@link Refusal} where there is none. */
    String choose(Claimant claimant, Attempt attempt);

    /** Claims the number; answers its ARN at once, while Connect works on the claim. */
    String claim(PhoneNumberCalls calls, String number, ClaimTerms terms);

    /**
     * Looks for a number that an earlier claim of the same create holds.
     *
     * @param number the number, where it is known
     */
    OwnClaim.Found findOwn(OwnClaim own, Optional<String> number);

    /** The ARN of that number, where a look shows it now. */
    default Optional<String> seen(Claimant claimant, Optional<String> number) {
        try {
            OwnClaim.Found found = findOwn(new OwnClaim(claimant, Bookmark.START), number);
            return found.kind() == OwnClaim.Kind.OURS ? Optional.of(found.arn()) : Optional.empty();
        } catch (ConnectFault unseen) {
            return Optional.empty();
        }
    }

    /** Whether another number does as well. */
    boolean takesAnother();

    /** Refuses a number that this account holds without the create's mark; returns where another number does as well. */
    void refuseForeign(String arn);

    /** Refuses a number that is not available; returns where another number does as well. */
    void refuseUnavailable(Failure refused);

    /** This account holds the only number that would do. */
    static Refusal alreadyHeld(String number, String arn) {
        return new Refusal(
                // Belief (official; cloudformation): A create that answers AlreadyExists with a model would have
                // CloudFormation delete that resource in its clean-up. Source: CloudFormation CLI user guide, create
                // handlers; RPDK java plugin 2.2.5. Test:
                // CreateTest#anExactNumberThatTheAccountHoldsIsAlreadyExistsWithoutModelOrContext.
                HandlerErrorCode.AlreadyExists,
                String.format(
                        "%s is already held by this account, as %s. To manage it by this stack, import it: a change set of"
                                + " type IMPORT with this ARN as PhoneNumberArn.",
                        number, arn));
    }

    /** The only number that would do is not available. */
    static Refusal unavailable(Failure refused) {
        return new Refusal(
                refused.code(),
                String.format(
                        "%s. Somebody else has it, or it cools down after a release: choose another number, or search for"
                                + " one by Type and CountryCode.",
                        refused.message()));
    }
}
