package com.example.connect.simulator;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The numbers that can be searched and claimed: all that the number plan allows, less those taken. */
final class Inventory {
    private record Place(NumberKind kind, String prefixDigits) {}

    /** Longer prefixes leave so few numbers that finding them again is cheaper than keeping them. */
    private static final int LONGEST_KEPT_PREFIX = 7;

    private final NumberPlan plan;
    private final Map<Place, Shelf> shelves = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    Inventory(NumberPlan plan) {
        this.plan = plan;
    }

    Optional<NumberKind> kind(String number) {
        return plan.kind(number);
    }

    boolean isTaken(String number) {
        return taken.contains(number);
    }

    void take(String number) {
        if (taken.add(number)) {
            shelves.values().forEach(shelf -> shelf.take(number));
        }
    }

    void putBack(String number) {
        if (taken.remove(number)) {
            shelves.values().forEach(shelf -> shelf.putBack(number));
        }
    }

    /** At most {@code most} available numbers from a place on. */
    Shelf.Page search(NumberKind kind, String prefixDigits, int from, int most) {
        return shelf(new Place(kind, prefixDigits)).page(from, most);
    }

    private Shelf shelf(Place place) {
        if (place.prefixDigits().length() > LONGEST_KEPT_PREFIX) {
            return shelfOf(place);
        }
        return shelves.computeIfAbsent(place, this::shelfOf);
    }

    private Shelf shelfOf(Place place) {
        return new Shelf(plan, place.kind(), place.prefixDigits(), this::isTaken);
    }
}
