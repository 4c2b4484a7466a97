package com.example.connect.simulator;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Holds a test to its {@link Turns}. */
final class TurnsExtension implements BeforeEachCallback, AfterEachCallback {
    private static final Namespace OURS = Namespace.create(TurnsExtension.class);

    /** The values that were at work in one test method, all its invocations together; judged when the last has ended. */
    private static final class Seen implements AutoCloseable {
        private final Map<Knob<?>, Set<Object>> values = new LinkedHashMap<>();
        private boolean failed;

        @Override
        public void close() {
            List<String> unturned = values.entrySet().stream()
                    .filter(entry -> entry.getValue().size() < 2)
                    .map(entry ->
                            entry.getKey().name() + " (" + entry.getValue().size() + ")")
                    .toList();
            if (!failed && !unturned.isEmpty()) {
                throw new AssertionError("@Turns: the simulator served no calls under two values of " + unturned);
            }
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        KnobUse.watch(knobs(context));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Seen seen = methodOf(context).getStore(OURS).getOrComputeIfAbsent(Seen.class, key -> new Seen(), Seen.class);
        seen.failed |= context.getExecutionException().isPresent();
        for (Knob<?> knob : knobs(context)) {
            seen.values.computeIfAbsent(knob, none -> new HashSet<>()).addAll(KnobUse.end(knob));
        }
    }

    /** The context of the method, which outlives those of its invocations. */
    private static ExtensionContext methodOf(ExtensionContext invocation) {
        return invocation
                .getParent()
                .filter(parent -> parent.getTestMethod().isPresent())
                .orElse(invocation);
    }

    private static Collection<Knob<?>> knobs(ExtensionContext context) {
        String[] names =
                context.getRequiredTestMethod().getAnnotation(Turns.class).value();
        return Arrays.<String>stream(names).<Knob<?>>map(Knob::named).toList();
    }
}
