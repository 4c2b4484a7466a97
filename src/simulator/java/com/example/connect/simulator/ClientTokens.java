package com.example.connect.simulator;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The answers given under ClientTokens. A refused call is not remembered. */
final class ClientTokens {
    // Belief (guess; tokens): A ClientToken is remembered for each API by itself. Source: the model describes it call
    // by call. Test: UnknownsTest#changesAndReleasesAreDoneOnceUnderAToken.
    private record Key(Operation operation, String token) {}

    private record Entry(Map<String, Object> parameters, Map<String, ?> answer, Instant given) {}

    private final Map<Key, Entry> entries = new HashMap<>();

    /** The answer already given to the same call; otherwise makes the call and remembers its answer. */
    Map<String, ?> once(Input input, Knobs knobs, Instant now, Supplier<Map<String, ?>> call) {
        Optional<String> token = input.text("ClientToken").filter(text -> !text.isEmpty());
        if (token.isEmpty()) {
            return call.get();
        }
        Key key = new Key(input.operation(), token.get());
        Optional<Entry> known = Optional.ofNullable(entries.get(key))
                .filter(entry -> SimulatedClock.later(entry.given(), knobs.get(Knob.TOKEN_LIFE))
                        .isAfter(now));
        if (known.isPresent()) {
            // Belief (official; tokens): The same token with the same parameters gets the first answer again, and
            // nothing is done twice. Source: AWS guides on idempotency; service model, ClientToken. Test:
            // UnknownsTest#theSameTokenAndParametersGiveTheSameAnswer,
            // CreateInDoubtTest#aSearchedCreateThatCrashesRightAfterTheClaimEndsWithOneNumber.
            boolean same = known.get().parameters().equals(input.parameters());
            Knob.TokenConflict rule = same ? Knob.TokenConflict.FIRST_ANSWER : knobs.get(Knob.TOKEN_CONFLICT);
            if (rule == Knob.TokenConflict.FIRST_ANSWER) {
                // Belief (guess; tokens): A repeated claim gets its first answer even after the number's release.
                // Source: no guide or report says. Test: UnknownsTest#theAnswerIsTheSameAfterTheNumbersRelease,
                // CreateInDoubtTest#aReplayedClaimOfANumberThatWasReleasedMeanwhileEnds.
                return known.get().answer();
            }
            if (rule == Knob.TokenConflict.IDEMPOTENCY_EXCEPTION) {
                throw Refusal.idempotency("The client token was used before with other parameters.");
            }
        }
        Map<String, ?> answer = call.get();
        // Belief (guess; tokens): A call that was refused leaves its token unused. Source: no guide or report says.
        // Test: UnknownsTest#aRefusedClaimLeavesItsTokenUnused.
        entries.put(key, new Entry(input.parameters(), answer, now));
        return answer;
    }
}
