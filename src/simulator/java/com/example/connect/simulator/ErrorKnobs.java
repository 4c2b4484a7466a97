package com.example.connect.simulator;

import static com.example.connect.simulator.Belief.guess;
import static com.example.connect.simulator.Belief.recorded;
import static com.example.connect.simulator.KnobForm.choice;

@Concern("Which error, and its words")
interface ErrorKnobs {
    /** How a refusal reads: as answers of Connect's other calls do, or with what this simulator knows besides. */
    enum Wording {
        RECORDED,
        OURS
    }

    /** What Import answers for a number that is imported already. */
    enum ImportedAgain {
        INVALID_PARAMETER,
        IDEMPOTENCY_EXCEPTION
    }

    Knob<Wording> WORDING = new Knob<>(
            "wording",
            choice(Wording.class),
            Wording.RECORDED,
            recorded(
                    "the words of a resource not found and of a parameter that cannot be read",
                    "public reports of Connect's other calls: `Resource not found`, `Invalid parameter:  VALUE`"));

    Knob<ImportedAgain> IMPORTED_AGAIN = new Knob<>(
            "imported-again",
            choice(ImportedAgain.class),
            ImportedAgain.INVALID_PARAMETER,
            guess(
                    "the error of an import of a number that is imported already",
                    "the model lists both; a taken number's claim is an InvalidParameterException"));
}
