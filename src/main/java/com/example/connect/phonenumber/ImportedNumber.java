package com.example.connect.phonenumber;

import java.util.Optional;

/** One number of AWS End User Messaging. */
record ImportedNumber(String sourceArn) implements NumberChoice {

    @Override
    public void checkTarget(ConnectArn target) {
        if (!target.kind().equals(ConnectArn.INSTANCE)) {
            throw Refusal.invalid(
                    "SourcePhoneNumberArn imports to an instance, and the target is %s: import to the instance, then move.",
                    target);
        }
    }

    @Override
    public String choose(Claimant claimant, Attempt attempt) {
        return sourceArn;
    }

    @Override
    public String claim(PhoneNumberCalls calls, String source, ClaimTerms terms) {
        return calls.importPhoneNumber(source, terms);
    }

    @Override
    public OwnClaim.Found findOwn(OwnClaim own, Optional<String> number) {
        return own.bySource(sourceArn);
    }

    @Override
    public boolean takesAnother() {
        return false;
    }

    @Override
    public void refuseForeign(String arn) {
        throw NumberChoice.alreadyHeld("The number of SourcePhoneNumberArn " + sourceArn, arn);
    }

    @Override
    public void refuseUnavailable(Failure refused) {
        throw NumberChoice.unavailable(refused);
    }
}
