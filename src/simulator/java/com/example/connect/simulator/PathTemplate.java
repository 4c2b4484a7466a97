package com.example.connect.simulator;

import java.util.List;

/** An operation's path in the model, in parts; a label in braces stands for any text. */
record PathTemplate(List<String> parts) {
    static PathTemplate of(String path) {
        return new PathTemplate(List.of(path.substring(1).split("/")));
    }

    boolean fits(List<String> segments) {
        if (parts.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            if (!isLabel(parts.get(i)) && !parts.get(i).equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** As in {@code /tags/{resourceArn}}. */
    String text() {
        return "/" + String.join("/", parts);
    }

    /** What stands in a path in the place of a label. */
    String label(String name, List<String> segments) {
        return segments.get(parts.indexOf("{" + name + "}"));
    }

    private static boolean isLabel(String part) {
        return part.startsWith("{");
    }
}
