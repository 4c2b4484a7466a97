package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Connect's own sentences are recognised in whatever frame, and nothing else is. */
class WordingTest {

    private static final String NUMBER = "+18005550123";
    private static final String QUOTA =
            "The allowed limit for claimed phone numbers has been exceeded for your instance";

    /** What may stand around a sentence: an error's name, a place, a code. */
    @Provide
    Arbitrary<String> frames() {
        return Arbitraries.of(
                "",
                "Invalid parameter:  ",
                "1 validation error detected: ",
                " (code 7) ",
                " in us-east-1. ",
                "[",
                "…",
                "\n");
    }

    /** The number with or without its plus, quoted or not, its digits together or in groups. */
    @Provide
    Arbitrary<String> spellings() {
        return Combinators.combine(
                        Arbitraries.of("", "+"),
                        Arbitraries.of("", " ", "-", ".", "\u00a0", ") "),
                        Arbitraries.of("", "'", "\"", "“", "(", "<"))
                .as((plus, gap, quote) -> quote + plus + String.join(gap, "1", "800", "555", "0123") + quote);
    }

    @Provide
    Arbitrary<String> sentences() {
        return Arbitraries.of(
                "Phone number not available: %s",
                "The phone number %s is not available",
                "%s is NO LONGER AVAILABLE",
                "%s is currently unavailable",
                "The number %s isn't available any more");
    }

    @Property(tries = 500)
    void aNumberThatIsNotAvailableIsRecognised(
            @ForAll("frames") String before,
            @ForAll("sentences") String sentence,
            @ForAll("spellings") String number,
            @ForAll("frames") String after) {
        assertThat(Wording.isOfUnavailable(before + String.format(sentence, number) + " " + after, NUMBER))
                .isTrue();
    }

    @Property(tries = 500)
    void anotherNumberAndAnotherThingAreNot(
            @ForAll("frames") String before, @ForAll("sentences") String sentence, @ForAll("frames") String after) {
        for (String other : new String[] {"+18005550124", "+180055501230", "+118005550123", "This operation", "DID"}) {
            assertThat(Wording.isOfUnavailable(before + String.format(sentence, other) + after, NUMBER))
                    .isFalse();
        }
        assertThat(Wording.isOfUnavailable(before + "PhoneNumber " + NUMBER + " is invalid" + after, NUMBER))
                .isFalse();
        assertThat(Wording.isOfUnavailable(before + String.format(sentence, NUMBER) + after, ""))
                .isFalse();
    }

    @Property(tries = 100)
    void theQuotaIsRecognised(@ForAll("frames") String before, @ForAll("frames") String after) {
        assertThat(Wording.isOfQuota(before + QUOTA + after)).isTrue();
        for (String other : new String[] {"Rate limit exceeded", "The limit of 50 tags is exceeded", "allowed limit"}) {
            assertThat(Wording.isOfQuota(before + other + after)).isFalse();
        }
    }
}
