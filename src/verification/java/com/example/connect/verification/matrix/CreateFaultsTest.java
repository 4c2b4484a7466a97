package com.example.connect.verification.matrix;

import com.example.connect.verification.cases.Scenario.Action;

/** Every call of every create under every fault. */
class CreateFaultsTest extends FaultsTest {

    CreateFaultsTest() {
        super("create", scenario -> scenario.action() == Action.CREATE);
    }
}
