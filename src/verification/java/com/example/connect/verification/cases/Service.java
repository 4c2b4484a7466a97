package com.example.connect.verification.cases;

import com.example.connect.simulator.Clients;
import com.example.connect.simulator.ConnectSimulator;
import java.util.Optional;
import software.amazon.awssdk.services.connect.ConnectClient;

/** Connect as somebody else than the function calls it. */
public final class Service {

    private static Optional<ConnectClient> shared = Optional.empty();

    private Service() {}

    /** One client for the simulator that all cases share. */
    public static synchronized ConnectClient of(ConnectSimulator connect) {
        if (shared.isEmpty()) {
            shared = Optional.of(Clients.to(connect));
        }
        return shared.get();
    }
}
