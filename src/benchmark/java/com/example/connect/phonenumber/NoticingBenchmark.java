package com.example.connect.phonenumber;

import com.example.connect.benchmark.Result;
import com.example.connect.benchmark.Result.Line;
import com.example.connect.phonenumber.NoticingTest.Noticed;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Knobs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How soon a create knows that its number is CLAIMED. */
public final class NoticingBenchmark {

    /** Milliseconds that go into the table. */
    private static final Set<Integer> SHOWN = Set.of(500, 1000, 2000, 4000, 10_000, 30_000, 60_000, 300_000, 600_000);

    private static final int SHORT = 30_000;

    private NoticingBenchmark() {}

    /** Writes the result. */
    public static void main(String[] arguments) throws IOException {
        List<List<?>> shown = new ArrayList<>();
        List<List<? extends Number>> times = new ArrayList<>();
        List<List<? extends Number>> bound = new ArrayList<>();
        double slowest = 0;
        int mostShort = 0;
        int most = 0;
        try (ConnectSimulator connect = ConnectSimulator.start(Knobs.standard())) {
            for (int milliseconds : latencies()) {
                Noticed noticed = Noticed.of(connect, milliseconds);
                double latency = milliseconds / 1000.0;
                slowest = Math.max(slowest, (noticed.after() - 1) / latency);
                mostShort = milliseconds <= SHORT ? Math.max(mostShort, noticed.describes()) : mostShort;
                most = Math.max(most, noticed.describes());
                times.add(List.of(latency, noticed.after()));
                bound.add(List.of(latency, 1.25 * latency + 1));
                if (SHOWN.contains(milliseconds)) {
                    shown.add(List.of(latency, noticed.after(), noticed.describes()));
                }
            }
        }
        new Result("noticing", 50, "Noticing that a number is ready")
                .text(
                        "A create of a number alone, through `handleRequest`, for claims that take from half a second to ten"
                                + " minutes, on a clock that is moved. The delay until the next look is `1 + w / 4` seconds,"
                                + " rounded down, after `w` seconds of waiting, and at most 180: what takes `t` seconds is known"
                                + " after at most `1.25 t + 1`, and the looks are few. RPDK's delays are whole seconds, which"
                                + " makes 12 and 25 looks the fewest that keep to that. A number that was throttled for `q`"
                                + " seconds is looked at after `4 + min(q, 60) / 5` seconds at the earliest. The same delays wait for a"
                                + " release, a move and a new description.")
                .atMost(1.25, "time until the stack knows, less a second, in latencies: the worst", slowest, "")
                .atMost(12, "DescribePhoneNumber for latencies up to 30 s: the most", mostShort, "calls")
                .atMost(26, "DescribePhoneNumber for latencies up to 10 minutes: the most", most, "calls")
                .table("By latency", List.of("claim takes (s)", "known after (s)", "DescribePhoneNumber"), shown)
                .lines(
                        "noticing",
                        "Until the stack knows that a number is CLAIMED",
                        "seconds that the claim takes",
                        "seconds",
                        List.of(new Line("known after", times), new Line("1.25 × latency + 1 s", bound)))
                .write();
    }

    private static List<Integer> latencies() {
        List<Integer> all = new ArrayList<>(SHOWN);
        NoticingTest.latencies().forEach(all::add);
        return all.stream().distinct().sorted().toList();
    }
}
