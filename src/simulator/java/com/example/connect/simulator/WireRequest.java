package com.example.connect.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request as it came in.
 *
 * @param rawPath still percent-encoded, so that an ARN's slash is no separator
 * @param rawQuery still percent-encoded, empty for none
 * @param userAgent empty for none
 * @param target the operation, of services that name it in a header
 */
record WireRequest(
        String method,
        String rawPath,
        String rawQuery,
        Optional<String> authorization,
        Optional<String> sessionToken,
        Optional<String> target,
        String userAgent,
        String body) {
    private static final Pattern SCOPE =
            Pattern.compile("Credential=[^/]+/\\d{8}/([a-z0-9-]+)/(?:connect|servicequotas|cloudtrail)/aws4_request");

    /** The path's parts, decoded. */
    List<String> segments() {
        return Arrays.stream(rawPath.substring(1).split("/", -1))
                .map(WireRequest::decoded)
                .toList();
    }

    /** The query's parameters, decoded, each with its values in order. */
    Map<String, List<String>> query() {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String pair : rawQuery.split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] sides = pair.split("=", 2);
                query.computeIfAbsent(decoded(sides[0]), name -> new ArrayList<>())
                        .add(sides.length == 2 ? decoded(sides[1]) : "");
            }
        }
        return query;
    }

    /** The first value of a query parameter. */
    Optional<String> query(String name) {
        return Optional.ofNullable(query().get(name)).map(values -> values.get(0));
    }

    /** The Region of the signature's credential scope; {@code absent} where none is signed. */
    String region(String absent) {
        return authorization
                .map(SCOPE::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .orElse(absent);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal("SerializationException", 400, "The request's path or query is not well encoded.");
        }
    }
}
