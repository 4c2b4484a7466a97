package com.example.connect.verification.matrix;

import com.example.connect.verification.cases.Scenario.Action;

/** Every call of every update, delete, read and list under every fault. */
class LaterFaultsTest extends FaultsTest {

    LaterFaultsTest() {
        super("update, delete, read, list", scenario -> scenario.action() != Action.CREATE);
    }
}
