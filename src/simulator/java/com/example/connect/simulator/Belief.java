package com.example.connect.simulator;

/**
 * What a knob's default says about the service, and why anybody believes it.
 *
 * @param meaning what the knob sets, in a phrase
 * @param grade the kind of evidence
 * @param source where the evidence stands, or what the likelier answer rests on
 */
public record Belief(String meaning, Grade grade, String source) {
    /** Kinds of evidence, the strongest first; last what needs none. */
    public enum Grade {
        OFFICIAL("official", "the service's model or Amazon's guides say so"),
        RECORDED("recorded", "an answer of the real service, in a public report, shows it"),
        MAINTAINERS("maintainers", "maintainers' code had to be written that way to work"),
        USER("user", "users report it"),
        GUESS("guess", "no source says; this is the likelier answer"),
        CHOICE("our choice", "the service has no say in it");

        private final String word;
        private final String sense;

        Grade(String word, String sense) {
            this.word = word;
            this.sense = sense;
        }

        /** The grade as pages and {@code --help} name it. */
        public String word() {
            return word;
        }

        /** What the grade says of the evidence. */
        public String sense() {
            return sense;
        }
    }

    static Belief official(String meaning, String source) {
        return new Belief(meaning, Grade.OFFICIAL, source);
    }

    static Belief recorded(String meaning, String source) {
        return new Belief(meaning, Grade.RECORDED, source);
    }

    static Belief maintainers(String meaning, String source) {
        return new Belief(meaning, Grade.MAINTAINERS, source);
    }

    static Belief user(String meaning, String source) {
        return new Belief(meaning, Grade.USER, source);
    }

    static Belief guess(String meaning, String source) {
        return new Belief(meaning, Grade.GUESS, source);
    }

    static Belief choice(String meaning, String source) {
        return new Belief(meaning, Grade.CHOICE, source);
    }
}
