package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TagChangeTest {

    @Property
    void leadsToTheDesiredTagsAndLeavesEverybodyElses(
            @ForAll("tags") Map<String, String> previous,
            @ForAll("tags") Map<String, String> desired,
            @ForAll("tags") Map<String, String> actual) {
        Map<String, String> result = apply(TagChange.between(previous, desired, actual), actual);

        assertThat(result).containsAllEntriesOf(desired);
        actual.forEach((key, value) -> {
            if (!previous.containsKey(key) && !desired.containsKey(key)) {
                assertThat(result).containsEntry(key, value);
            }
        });
        previous.keySet().stream()
                .filter(key -> !desired.containsKey(key))
                .forEach(key -> assertThat(result).doesNotContainKey(key));
    }

    @Property
    void isOnlyWhatTheRequestItselfChangesOnceItWasMade(
            @ForAll("tags") Map<String, String> previous,
            @ForAll("tags") Map<String, String> desired,
            @ForAll("tags") Map<String, String> actual) {
        Map<String, String> result = apply(TagChange.between(previous, desired, actual), actual);
        TagChange again = TagChange.between(previous, desired, result);

        assertThat(again.upserts())
                .allSatisfy((key, value) -> assertThat(previous.get(key)).isNotEqualTo(value));
        assertThat(again.removals()).allSatisfy(key -> assertThat(previous).containsKey(key));
        assertThat(TagChange.between(desired, desired, result).upserts()).isEmpty();
        assertThat(again.total()).isEqualTo(result.size());
    }

    @Test
    void overwritesAChangedValueAndNeverRemovesIt() {
        TagChange change = TagChange.between(Map.of("team", "red"), Map.of("team", "blue"), Map.of("team", "red"));

        assertThat(change.upserts()).containsExactly(Map.entry("team", "blue"));
        assertThat(change.removals()).isEmpty();
    }

    @Test
    void keepsReservedKeysWhateverThePreviousStateSays() {
        Map<String, String> reserved = Map.of(Tags.MARK, "x", "aws:cloudformation:stack-id", "y");

        assertThat(TagChange.between(reserved, Map.of(), reserved).removals()).isEmpty();
    }

    @Test
    void removesFirstOnlyWhereTheSumWouldExceedTheLimit() {
        Map<String, String> full = new HashMap<>();
        for (int i = 0; i < Tags.LIMIT; i++) {
            full.put("key" + i, "value");
        }
        Map<String, String> other = new HashMap<>(full);
        other.remove("key0");
        other.put("new", "value");

        TagChange swap = TagChange.between(full, other, full);
        assertThat(swap.removalsFirst()).isTrue();
        assertThat(swap.total()).isEqualTo(Tags.LIMIT);
        assertThat(TagChange.between(Map.of("a", "1"), Map.of("b", "1"), Map.of("a", "1"))
                        .removalsFirst())
                .isFalse();
    }

    @Provide
    Arbitrary<Map<String, String>> tags() {
        return Arbitraries.maps(Arbitraries.strings().withChars("abcdef").ofLength(1), Arbitraries.of("1", "2"))
                .ofMaxSize(6);
    }

    private static Map<String, String> apply(TagChange change, Map<String, String> actual) {
        Map<String, String> result = new HashMap<>(actual);
        result.putAll(change.upserts());
        change.removals().forEach(result::remove);
        return result;
    }
}
