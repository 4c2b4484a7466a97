package com.example.connect.phonenumber;

import com.example.connect.benchmark.Result;
import com.example.connect.simulator.Call;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Knobs;
import com.example.connect.verification.behaviour.CallTable;
import com.example.connect.verification.behaviour.CallTable.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many calls of Connect each operation makes. */
public final class CallsBenchmark {

    private CallsBenchmark() {}

    /** Writes the result. */
    public static void main(String[] arguments) throws IOException {
        Result result = new Result("calls", 40, "The calls")
                .text(
                        "What each operation asks of Amazon Connect where nothing goes wrong and all work takes a second, so"
                                + " that one look finds it done. An account has two calls of each API a second, so every call that"
                                + " is not made is another number's. `CallsTest` holds the exact calls, in their order.");
        List<List<?>> lines = new ArrayList<>();
        int others = 0;
        try (ConnectSimulator connect = ConnectSimulator.start(Knobs.standard())) {
            for (Variant variant : CallTable.ALL) {
                List<String> calls = calls(variant, connect);
                others += calls.equals(variant.calls()) ? 0 : 1;
                lines.add(List.of(variant.name(), counted(calls)));
            }
        }
        result.atMost(0, "operations that make other calls than the table of the tests has", others, "")
                .table("The calls of each operation", List.of("operation", "calls"), lines)
                .write();
    }

    private static List<String> calls(Variant variant, ConnectSimulator connect) {
        connect.reset();
        CallTable.takeASecond(connect);
        variant.run(connect);
        return connect.calls().stream().map(Call::operation).toList();
    }

    private static String counted(List<String> calls) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        calls.forEach(call -> counts.merge(call, 1, Integer::sum));
        return String.join(
                ", ",
                counts.entrySet().stream()
                        .map(count -> count.getValue() + " " + count.getKey())
                        .toList());
    }
}
