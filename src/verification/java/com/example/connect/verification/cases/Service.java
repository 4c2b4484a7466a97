package com.example.connect.verification.cases;

import com.example.connect.simulator.Clients;
import com.example.connect.simulator.ConnectSimulator;
import java.util.Optional;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.ContactFlowState;

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

    /** Takes a contact flow out of use. */
    static void archive(ConnectSimulator connect, String flowArn) {
        of(connect)
                .updateContactFlowMetadata(
                        flow -> flow.instanceId(connect.account().instanceId())
                                .contactFlowId(flowArn)
                                .contactFlowState(ContactFlowState.ARCHIVED));
    }
}
