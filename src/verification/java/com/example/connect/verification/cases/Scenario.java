package com.example.connect.verification.cases;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Knobs;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * One operation of one variant: what there is before it, what it is to bring about, and what Connect and others do
 * meanwhile. The fault matrix adds the faults.
 *
 * @param setting the answers to what is undocumented
 * @param turns the knobs that the scenario turns itself, whatever the setting says of them
 * @param given the number that there is before; empty for none
 * @param age seconds since that number was claimed
 * @param desired the properties of the operation's request
 * @param before what happens in the account before the operation
 * @param rival whether somebody else takes what the first search offers
 * @param reason what the failure tells in the clean run; empty where that succeeds
 */
public record Scenario(
        String name,
        Action action,
        Setting setting,
        UnaryOperator<Knobs> turns,
        Optional<Map<String, Object>> given,
        int age,
        Map<String, Object> desired,
        Consumer<ConnectSimulator> before,
        boolean rival,
        Optional<String> reason) {

    public enum Action {
        CREATE,
        UPDATE,
        DELETE,
        READ,
        LIST;

        /** Whether one invocation must be enough. */
        public boolean answersAtOnce() {
            return this == READ || this == LIST;
        }
    }

    /** A tag that somebody else has put on the number that there is before. */
    public static final Map<String, String> FOREIGN = Map.of("somebody", "else");

    private static final int SETTLED = 120;

    public static Scenario create(String name, Map<String, Object> desired) {
        return new Scenario(
                "create " + name,
                Action.CREATE,
                Setting.DEFAULTS,
                UnaryOperator.identity(),
                Optional.empty(),
                SETTLED,
                desired,
                connect -> {},
                false,
                Optional.empty());
    }

    public static Scenario update(String name, Map<String, Object> given, Map<String, Object> desired) {
        return create(name, desired).of("update " + name, Action.UPDATE, given);
    }

    public static Scenario delete(String name, Map<String, Object> given) {
        return create(name, given).of("delete " + name, Action.DELETE, given);
    }

    public static Scenario read(String name, Map<String, Object> given) {
        return create(name, given).of("read " + name, Action.READ, given);
    }

    public static Scenario list(String name, Map<String, Object> given, Map<String, Object> filter) {
        return create(name, filter).of("list " + name, Action.LIST, given);
    }

    private Scenario of(String fullName, Action which, Map<String, Object> number) {
        return new Scenario(fullName, which, setting, turns, Optional.of(number), age, desired, before, rival, reason);
    }

    public <T> Scenario with(Knob<T> knob, T value) {
        UnaryOperator<Knobs> more = knobs -> turns.apply(knobs).with(knob, value);
        return new Scenario(name, action, setting, more, given, age, desired, before, rival, reason);
    }

    /** The same with other answers to what is undocumented. */
    public Scenario under(Setting other) {
        return new Scenario(name, action, other, turns, given, age, desired, before, rival, reason);
    }

    /** The knobs as the operation meets them. */
    public Knobs knobs() {
        return turns.apply(setting.knobs());
    }

    /** The knobs under which what there is before the operation is made: what was drawn must not decide what that is. */
    public Knobs knobsBefore() {
        return turns.apply(Knobs.standard());
    }

    public Scenario with(Knob<Duration> knob, int seconds) {
        return with(knob, Duration.ofSeconds(seconds));
    }

    public Scenario aged(int seconds) {
        return new Scenario(name, action, setting, turns, given, seconds, desired, before, rival, reason);
    }

    public Scenario after(Consumer<ConnectSimulator> happening) {
        return new Scenario(name, action, setting, turns, given, age, desired, happening, rival, reason);
    }

    public Scenario withRival() {
        return new Scenario(name, action, setting, turns, given, age, desired, before, true, reason);
    }

    public Scenario failing(String message) {
        return new Scenario(name, action, setting, turns, given, age, desired, before, rival, Optional.of(message));
    }

    public boolean isSearched() {
        return !desired.containsKey("PhoneNumber") && desired.containsKey("Type");
    }

    public boolean isProtected() {
        return Boolean.TRUE.equals(desired.get("ReleaseProtection"));
    }

    public static Map<String, Object> and(Map<String, Object> properties, Object... more) {
        Map<String, Object> all = new HashMap<>(properties);
        for (int i = 0; i < more.length; i += 2) {
            all.put((String) more[i], more[i + 1]);
        }
        return all;
    }

    public static Map<String, Object> both(Map<String, Object> some, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    public static Map<String, Object> without(Map<String, Object> properties, String... names) {
        Map<String, Object> all = new HashMap<>(properties);
        all.keySet().removeAll(Arrays.asList(names));
        return all;
    }

    /** Tags as a model has them, of {@code key=value}. */
    public static List<Map<String, String>> tags(String... pairs) {
        return Arrays.stream(pairs)
                .map(pair -> pair.split("=", 2))
                .map(pair -> Map.of("Key", pair[0], "Value", pair[1]))
                .toList();
    }

    @SuppressWarnings("unchecked")
    public static Map<String, String> tagsOf(Map<String, ?> properties) {
        return Optional.ofNullable((Collection<Map<String, String>>) properties.get("Tags")).orElse(List.of()).stream()
                .collect(Collectors.toMap(tag -> tag.get("Key"), tag -> tag.get("Value")));
    }

    @Override
    public String toString() {
        return name + setting;
    }
}
