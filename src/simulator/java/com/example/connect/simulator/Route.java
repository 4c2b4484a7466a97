package com.example.connect.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One method and path of the control API, with what its description tells.
 *
 * @param path without {@code /_simulator/}
 * @param summary what it does or answers
 */
record Route(
        String method,
        String path,
        String summary,
        List<Field> query,
        List<Field> body,
        Function<ControlRequest, Answer> work) {
    /** A parameter of the query or a member of the body; its type is one of JSON schema's. */
    record Field(String name, String type, String meaning) {}

    static Route get(String path, String summary, Function<ControlRequest, Object> work, Field... query) {
        return new Route("GET", path, summary, List.of(query), List.of(), request -> ok(work.apply(request)));
    }

    static Route of(String method, String path, String summary, Function<ControlRequest, Object> work) {
        return new Route(method, path, summary, List.of(), List.of(), request -> ok(work.apply(request)));
    }

    /** The same, with members in its body. */
    Route taking(Field... members) {
        return new Route(method, path, summary, query, List.of(members), work);
    }

    static Field text(String name, String meaning) {
        return new Field(name, "string", meaning);
    }

    static Field whole(String name, String meaning) {
        return new Field(name, "integer", meaning);
    }

    static Field flag(String name, String meaning) {
        return new Field(name, "boolean", meaning);
    }

    static Field object(String name, String meaning) {
        return new Field(name, "object", meaning);
    }

    /** What a page of a list is asked by. */
    static Field[] paging(Field... besides) {
        return Stream.concat(
                        Arrays.stream(besides),
                        Stream.of(
                                whole("from", "the place of the first one, from 0"),
                                whole("most", "at most so many, 100 unless told")))
                .toArray(Field[]::new);
    }

    private static Answer ok(Object answer) {
        return Answer.body(Json.write(answer));
    }
}
