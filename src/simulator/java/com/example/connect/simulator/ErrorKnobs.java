package com.example.connect.simulator;

import static com.example.connect.simulator.Belief.guess;
import static com.example.connect.simulator.Belief.recorded;
import static com.example.connect.simulator.KnobForm.choice;

@Concern("Which error, and its words")
interface ErrorKnobs {
    /** How more than 50 tags are refused. */
    enum ManyTags {
        INVALID_REQUEST,
        INVALID_PARAMETER
    }

    /** How an id is refused that is neither a UUID nor an ARN. */
    enum MalformedId {
        INVALID_PARAMETER,
        NOT_FOUND
    }

    /** What Search answers for a target that does not exist. */
    enum SearchUnknown {
        INVALID_PARAMETER,
        EMPTY,
        NOT_FOUND
    }

    /** What a call does that gives TargetArn and InstanceId. */
    enum TwoTargets {
        BOTH_IF_SAME,
        TARGET_ARN,
        REFUSED
    }

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

    Knob<MalformedId> MALFORMED_ID = new Knob<>(
            "malformed-id",
            choice(MalformedId.class),
            MalformedId.INVALID_PARAMETER,
            guess(
                    "the error of a phone number id that is neither a UUID nor an ARN",
                    "the model lists both; such a text is malformed rather than missing"));

    Knob<SearchUnknown> SEARCH_UNKNOWN = new Knob<>(
            "search-unknown",
            choice(SearchUnknown.class),
            SearchUnknown.INVALID_PARAMETER,
            guess(
                    "what Search answers for a target that does not exist",
                    "the model lists no ResourceNotFoundException for it; it leaves an error or an empty list"));

    Knob<TwoTargets> TWO_TARGETS = new Knob<>(
            "two-targets",
            choice(TwoTargets.class),
            TwoTargets.BOTH_IF_SAME,
            guess(
                    "TargetArn and InstanceId in one call: right if they say the same, TargetArn counts, or refused",
                    "API reference, ClaimPhoneNumber: you must enter InstanceId or TargetArn"));

    Knob<ManyTags> MANY_TAGS = new Knob<>(
            "many-tags",
            choice(ManyTags.class),
            ManyTags.INVALID_REQUEST,
            guess("the error of a 51st tag", "the model lists both for TagResource, and does not say which is which"));
}
