package com.example.connect.phonenumber;

import com.example.connect.simulator.ConnectSimulator;
import java.util.HashMap;
import java.util.Map;

/** Properties to start from, each a new map. */
final class Templates {

    /** A number that the simulator's inventory has. */
    static final String EXACT = "+18005550123";

    private final ConnectSimulator connect;

    Templates(ConnectSimulator connect) {
        this.connect = connect;
    }

    Map<String, Object> searched() {
        return new HashMap<>(
                Map.of("TargetArn", connect.account().instanceArn(), "Type", "TOLL_FREE", "CountryCode", "US"));
    }

    Map<String, Object> imported() {
        return new HashMap<>(Map.of(
                "TargetArn",
                connect.account().instanceArn(),
                "SourcePhoneNumberArn",
                connect.account().sourcePhoneNumberArn()));
    }

    Map<String, Object> exact() {
        return new HashMap<>(Map.of("TargetArn", connect.account().instanceArn(), "PhoneNumber", EXACT));
    }
}
