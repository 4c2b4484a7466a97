package com.example.connect.phonenumber;

import com.example.connect.phonenumber.Creating.Checking;
import com.example.connect.phonenumber.Creating.Claimed;
import java.util.Optional;

/** Checks the contact flow, chooses a number and claims it, then waits until it is CLAIMED, binds its contact flow and protects it. */
public class CreateHandler extends OperationHandler<Creating> {

    public CreateHandler() {
        super(Creating.class, new Checking(Optional.empty()));
    }

    @Override
    Outcome run(Operation<Creating> create) {
        return create.phase() instanceof Claimed claimed
                ? new Stabilization(create, claimed).run()
                : new Claim(create).run();
    }
}
