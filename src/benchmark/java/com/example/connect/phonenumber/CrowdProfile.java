package com.example.connect.phonenumber;

import com.example.connect.simulator.Call;
import com.example.connect.simulator.ConnectSimulator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a crowd of exact creates did with the tokens of ClaimPhoneNumber, read off the simulator's log. */
record CrowdProfile(List<Call> tries, Instant began, int numbers) {

    static CrowdProfile of(ConnectSimulator connect) {
        List<Call> tries = connect.calls("ClaimPhoneNumber");
        return new CrowdProfile(tries, tries.get(0).at(), (int)
                tries.stream().filter(Call::effect).count());
    }

    /**
     * Some seconds of it.
     *
     * @param remaining numbers that have not got through when it begins
     * @param tries in it
     * @param taken tries that got a token
     * @param triesOfANumber that got through in it, from its beginning; on average
     */
    record Window(int from, int to, int remaining, int tries, int taken, double triesOfANumber) {
        double triesASecond() {
            return (double) tries / (to - from);
        }

        double takenASecond() {
            return (double) taken / (to - from);
        }
    }

    Window window(int from, int to) {
        List<Call> within = tries.stream()
                .filter(call -> second(call) >= from && second(call) < to)
                .toList();
        List<Call> taken = within.stream().filter(Call::effect).toList();
        long before = tries.stream()
                .filter(call -> call.effect() && second(call) < from)
                .count();
        Map<String, Long> triesOfEach =
                tries.stream().collect(Collectors.groupingBy(CrowdProfile::number, Collectors.counting()));
        return new Window(
                from,
                to,
                numbers - (int) before,
                within.size(),
                taken.size(),
                taken.stream()
                        .mapToLong(call -> triesOfEach.get(number(call)))
                        .average()
                        .orElse(0));
    }

    /** The second of the last claim. */
    int last() {
        return tries.stream().filter(Call::effect).mapToInt(this::second).max().orElseThrow();
    }

    private int second(Call call) {
        return (int) Duration.between(began, call.at()).toSeconds();
    }

    private static String number(Call call) {
        return call.parameter("PhoneNumber").orElseThrow();
    }
}
