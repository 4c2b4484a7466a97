package com.example.connect.simulator;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Other ways in which services of the same house word a refusal. The code and the HTTP status stay. */
public enum Rewording {
    /** As other operations of Amazon Connect word it in recorded answers; the value is the last word of ours. */
    SIBLING {
        @Override
        String body(Answer.Http refusal) {
            String text = Members.text(refusal.body());
            String reworded = switch (refusal.errorCode().orElse("")) {
                case "ResourceNotFoundException" -> Refusal.RECORDED_NOT_FOUND;
                case "InvalidParameterException" -> Refusal.RECORDED_INVALID + lastWord(text);
                default -> text;
            };
            return Json.write(Map.of("Message", reworded));
        }
    },
    /** As API Gateway, which stands before Amazon Connect, frames its own errors. */
    GATEWAY {
        @Override
        String body(Answer.Http refusal) {
            return Json.write(Map.of("message", Members.text(refusal.body())));
        }
    };

    private static final Pattern LAST_WORD = Pattern.compile("([^\\s']+?)[.']*$");

    abstract String body(Answer.Http refusal);

    /** The answer in these words; one that is no refusal is left alone. */
    Answer of(Answer.Http answer) {
        return answer.errorCode().isPresent() ? answer.withBody(body(answer)) : answer;
    }

    private static String lastWord(String text) {
        Matcher word = LAST_WORD.matcher(text);
        return word.find() ? word.group(1) : "";
    }
}
