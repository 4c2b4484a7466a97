package com.example.connect.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The numbers of one kind and prefix in the order in which searches show them, found only as far as somebody looked.
 * The order never changes; a place on the shelf is an index into it.
 */
final class Shelf {
    /** Numbers found, and where the next look begins unless the shelf ends there. */
    record Page(List<String> numbers, OptionalInt next) {}

    /** Numbers that differ only in {@code varying} digits between a start and an ending. */
    private record Series(String start, int varying, String ending) {
        long size() {
            return (long) Math.pow(10, varying);
        }

        /** The i-th number; a stride coprime to the size visits each once, and spreads neighbours. */
        String number(long i) {
            if (varying == 0) {
                return "+" + start + ending;
            }
            long stride = size() * 618 / 1000 / 10 * 10 + 1;
            String digits = Long.toString(i * stride % size());
            return "+" + start + "0".repeat(varying - digits.length()) + digits + ending;
        }
    }

    private static final int AREA_DIGITS = 3;
    private static final int MOST_VARYING = 9;
    private static final int MOST_VARYING_OF_UNUSUAL_LENGTH = 2;
    private static final int FRUITLESS_TRIES = 20_000;

    private final Predicate<String> ofThisKind;
    private final List<Series> series = new ArrayList<>();
    private int currentSeries;
    private long currentPlace;
    private final List<String> numbers = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final Predicate<String> isTaken;
    private final TreeSet<Integer> available = new TreeSet<>();

    Shelf(NumberPlan plan, NumberKind kind, String prefixDigits, Predicate<String> isTaken) {
        this.isTaken = isTaken;
        ofThisKind = number ->
                number.startsWith("+" + prefixDigits) && plan.kind(number).equals(Optional.of(kind));
        String common = plan.commonDigits(kind);
        if (common.startsWith(prefixDigits) || prefixDigits.startsWith(common)) {
            String start = prefixDigits.length() > common.length() ? prefixDigits : common;
            plan.example(kind).ifPresent(example -> {
                lay(example, start, common.length(), NumberPlan.ending(kind));
                layUnusual(plan.lengths(kind), start, NumberPlan.ending(kind));
            });
        }
    }

    private void lay(String example, String start, int commonLength, String ending) {
        int area = Math.min(commonLength + AREA_DIGITS, example.length());
        if (area > start.length()) {
            lay(start + example.substring(start.length(), area), example.length(), ending);
        }
        lay(start, example.length(), ending);
    }

    private void layUnusual(List<Integer> lengths, String start, String ending) {
        for (int length : lengths) {
            if (length - start.length() - ending.length() <= MOST_VARYING_OF_UNUSUAL_LENGTH) {
                lay(start, length, ending);
            }
        }
    }

    private void lay(String start, int length, String ending) {
        int varying = length - start.length() - ending.length();
        if (varying >= 0) {
            int varied = Math.min(varying, MOST_VARYING);
            series.add(new Series(start + "2".repeat(varying - varied), varied, ending));
        } else if (length >= start.length()) {
            series.add(new Series(start + ending.substring(ending.length() - (length - start.length())), 0, ""));
        }
    }

    /** At most {@code most} available numbers from a place on. */
    Page page(int from, int most) {
        List<Integer> page = available(from, most + 1);
        return new Page(
                page.stream().limit(most).map(numbers::get).toList(),
                page.size() > most ? OptionalInt.of(page.get(most)) : OptionalInt.empty());
    }

    private List<Integer> available(int from, int most) {
        List<Integer> found = new ArrayList<>();
        int next = from;
        while (found.size() < most) {
            Integer place = available.ceiling(next);
            if (place != null) {
                found.add(place);
                next = place + 1;
            } else if (!find(numbers.size())) {
                break;
            }
        }
        return found;
    }

    void take(String number) {
        Optional.ofNullable(places.get(number)).ifPresent(available::remove);
    }

    void putBack(String number) {
        Optional.ofNullable(places.get(number)).ifPresent(available::add);
    }

    private boolean find(int place) {
        int tries = 0;
        while (numbers.size() <= place && currentSeries < series.size()) {
            Series current = series.get(currentSeries);
            if (currentPlace == current.size() || tries == FRUITLESS_TRIES) {
                currentSeries++;
                currentPlace = 0;
                tries = 0;
            } else {
                tries = add(current.number(currentPlace++)) ? 0 : tries + 1;
            }
        }
        return numbers.size() > place;
    }

    private boolean add(String number) {
        if (places.containsKey(number) || !ofThisKind.test(number)) {
            return false;
        }
        places.put(number, numbers.size());
        if (!isTaken.test(number)) {
            available.add(numbers.size());
        }
        return numbers.add(number);
    }
}
