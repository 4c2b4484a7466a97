package com.example.connect.verification.cloudformation;

import com.example.connect.simulator.ConnectSimulator;
import java.util.HashMap;
import java.util.Map;

/** Properties to start from, each a new map. */
public final class Templates {

    /** A number that the simulator's inventory has. */
    public static final String EXACT = "+18005550123";

    private final ConnectSimulator connect;

    public Templates(ConnectSimulator connect) {
        this.connect = connect;
    }

    public Map<String, Object> searched() {
        return new HashMap<>(
                Map.of("TargetArn", connect.account().instanceArn(), "Type", "TOLL_FREE", "CountryCode", "US"));
    }

    public Map<String, Object> imported() {
        return new HashMap<>(Map.of(
                "TargetArn",
                connect.account().instanceArn(),
                "SourcePhoneNumberArn",
                connect.account().sourcePhoneNumberArn()));
    }

    public Map<String, Object> exact() {
        return new HashMap<>(Map.of("TargetArn", connect.account().instanceArn(), "PhoneNumber", EXACT));
    }
}
