package com.example.connect.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One page of a list that is short enough to be held whole. */
final class Page {
    private Page() {}

    /** The answer: the page that NextToken and MaxResults want, under {@code member}, and the token of the next one. */
    static Map<String, ?> of(String member, List<? extends Map<String, ?>> all, Input input, int standard) {
        int from = Math.min(input.text("NextToken").map(PageToken::index).orElse(0), all.size());
        int to = Math.min(from + input.integer("MaxResults", standard), all.size());
        Map<String, Object> output = new LinkedHashMap<>();
        output.put(member, all.subList(from, to));
        if (to < all.size()) {
            output.put("NextToken", PageToken.of(Integer.toString(to)));
        }
        return output;
    }
}
