package com.example.connect.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which values of a watched knob were at work, in any simulator of this JVM: in force while a call was served, and read
 * by the service's code. A test that says that it {@link Turns} a knob is held to that by this record.
 */
final class KnobUse {
    private static final Map<Knob<?>, KnobUse> WATCHED = new ConcurrentHashMap<>();

    private final Set<Object> read = ConcurrentHashMap.newKeySet();
    private final Set<Object> inForce = ConcurrentHashMap.newKeySet();

    private KnobUse() {}

    static void watch(Collection<Knob<?>> knobs) {
        knobs.forEach(knob -> WATCHED.put(knob, new KnobUse()));
    }

    /** The values of a knob that were at work since it was watched; it is watched no longer. */
    static Collection<Object> end(Knob<?> knob) {
        KnobUse use = WATCHED.remove(knob);
        if (use == null) {
            throw new IllegalStateException(knob.name() + " is not watched");
        }
        Collection<Object> atWork = new ArrayList<>(use.read);
        atWork.retainAll(use.inForce);
        return atWork;
    }

    /** The service's code has asked for a knob. */
    static void read(Knob<?> knob, Object value) {
        KnobUse use = WATCHED.get(knob);
        if (use != null) {
            use.read.add(value);
        }
    }

    /** A call has been served under these knobs. */
    static void served(Knobs knobs) {
        WATCHED.forEach((knob, use) -> use.inForce.add(knobs.value(knob)));
    }
}
