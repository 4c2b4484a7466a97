package com.example.connect.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The page's files, from the resources beside this class. */
final class PageFiles {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private PageFiles() {}

    /** The file of that name, one without a folder; empty where the page has none. */
    static Optional<Answer> file(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        if (!name.matches("[a-z-]+\\.[a-z]+") || !TYPES.containsKey(ending)) {
            return Optional.empty();
        }
        try (InputStream file = PageFiles.class.getResourceAsStream("page/" + name)) {
            return Optional.ofNullable(file).map(stream -> answer(stream, TYPES.getOrDefault(ending, "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer answer(InputStream file, String type) {
        try {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return new Answer.Http(200, Optional.empty(), Map.of("Content-Type", type), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
