package com.example.connect.verification.matrix;

import com.example.connect.simulator.Call;
import com.example.connect.simulator.Faults;
import com.example.connect.verification.cases.FaultCase.Strike;
import com.example.connect.verification.laws.CaseFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The single faults that can hit the calls of a run: each fault only where it can happen. */
final class Strikes {

    /** In a row: once, and bursts. */
    private static final List<Integer> TIMES = List.of(1, 4, 12);

    /** A member that is left out is left out this once, or by every answer for a while. */
    private static final List<Integer> TIMES_LEFT_OUT = List.of(1, 12);

    private final CaseFile run;
    private final Predicate<String> faults;

    /** @param faults the names of those to try */
    Strikes(CaseFile run, Predicate<String> faults) {
        this.run = run;
        this.faults = faults;
    }

    /** Every fault at every call, once and in bursts, and every member of every answer left out. */
    List<Strike> all() {
        List<Strike> strikes = new ArrayList<>();
        run.calls().forEach(call -> named(call, TIMES, strikes));
        unlike(run.calls()).forEach(call -> leftOut(call, strikes));
        return strikes;
    }

    /** Every fault at these calls, once; no members are left out. */
    List<Strike> once(List<Call> calls) {
        List<Strike> strikes = new ArrayList<>();
        calls.forEach(call -> named(call, List.of(1), strikes));
        return strikes;
    }

    private void named(Call call, List<Integer> times, List<Strike> strikes) {
        Faults.all().forEach((name, fault) -> {
            if (faults.test(name) && fault.canHit(call)) {
                times.forEach(inARow -> strikes.add(new Strike(call.index(), name, inARow)));
            }
        });
    }

    private void leftOut(Call call, List<Strike> strikes) {
        run.members(call.index()).stream()
                .map(Faults::leftOut)
                .filter(faults)
                .forEach(fault ->
                        TIMES_LEFT_OUT.forEach(inARow -> strikes.add(new Strike(call.index(), fault, inARow))));
    }

    /** Of calls that ask the same and are answered the same, the first two and the last. */
    static List<Call> unlike(List<Call> calls) {
        Map<List<Object>, List<Call>> same = new LinkedHashMap<>();
        calls.forEach(call -> same.computeIfAbsent(
                        List.of(call.operation(), call.parameters(), call.status(), call.errorCode()),
                        first -> new ArrayList<>())
                .add(call));
        return same.values().stream()
                .flatMap(alike -> IntStream.of(0, 1, alike.size() - 1)
                        .filter(place -> place < alike.size())
                        .distinct()
                        .mapToObj(alike::get))
                .sorted((one, other) -> Integer.compare(one.index(), other.index()))
                .toList();
    }
}
