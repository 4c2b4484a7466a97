package com.example.connect.phonenumber;

import com.example.connect.phonenumber.Scenario.Action;

/** Every call of every create under every fault. */
class CreateFaultsTest extends FaultsTest {

    CreateFaultsTest() {
        super("create", scenario -> scenario.action() == Action.CREATE);
    }
}
