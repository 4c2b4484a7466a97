package com.example.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What {@code cfn submit --dry-run} made: schema, settings, inputs and the handlers' jar, which is unpacked. */
record Artifact(JsonNode schema, JsonNode settings, Map<String, String> inputs, Path jar) {
    private static final String INPUTS = "inputs/";

    /** Raises IllegalArgumentException where {@code zip} is not such an artefact. */
    static Artifact open(Path zip, Path folder) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            Map<String, String> inputs = new TreeMap<>();
            List<ZipEntry> jars = new ArrayList<>();
            for (var entry : file.stream().toList()) {
                String name = entry.getName();
                if (name.startsWith(INPUTS) && name.endsWith(".json")) {
                    inputs.put(name.substring(INPUTS.length()), text(file, entry));
                } else if (name.startsWith("target/") && name.endsWith(".jar")) {
                    jars.add(entry);
                }
            }
            if (jars.size() != 1) {
                throw new IllegalArgumentException(zip + " has " + jars.size() + " jars in target/, and needs one");
            }
            Path jar = folder.resolve("handlers.jar");
            try (InputStream bytes = file.getInputStream(jars.get(0))) {
                Files.write(jar, bytes.readAllBytes());
            }
            return new Artifact(named(file, "schema.json"), named(file, ".rpdk-config"), inputs, jar);
        }
    }

    TypeSchema typeSchema() {
        return new TypeSchema(schema);
    }

    /** {@code Class::method}. */
    String entryPoint() {
        return settings.path("entrypoint").asText();
    }

    /** The type configuration among the inputs, the last place that is looked at. */
    Optional<JsonNode> typeConfiguration() {
        return Optional.ofNullable(inputs.get("typeConfiguration.json"))
                .map(text -> Json.read(text, "typeConfiguration.json"));
    }

    /** Judges that a loader of the jar finds whatever entry point it takes. */
    void judgeEntryPoints(Report report) throws IOException {
        List<String> missing = new ArrayList<>();
        try (JarFile classes = new JarFile(jar.toFile())) {
            for (String setting : List.of("entrypoint", "testEntrypoint", "executableEntrypoint")) {
                String type = settings.path(setting).asText().replaceFirst("::.*", "");
                if (!type.isEmpty() && classes.getEntry(type.replace('.', '/') + ".class") == null) {
                    missing.add(setting + " " + type);
                }
            }
        }
        if (missing.isEmpty()) {
            report.pass(Report.SUITE, Rule.ENTRY_POINTS, "all that .rpdk-config names");
        } else {
            report.fail(Report.SUITE, Rule.ENTRY_POINTS, "named in .rpdk-config and not in the jar: " + missing);
        }
    }

    private static JsonNode named(ZipFile file, String name) throws IOException {
        ZipEntry entry = file.getEntry(name);
        if (entry == null) {
            throw new IllegalArgumentException(file.getName() + " lacks " + name);
        }
        return Json.read(text(file, entry), name);
    }

    private static String text(ZipFile file, ZipEntry entry) throws IOException {
        try (InputStream bytes = file.getInputStream(entry)) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
