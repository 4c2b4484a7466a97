package com.example.contract;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The toy as {@code cfn submit --dry-run} packs a type, and a run of the executor's command over it. */
final class ArtifactRun {
    private static final List<String> CLASSES =
            List.of("ToyFunction", "ToyFunction$Dying", "Toy", "Json", "Handlers", "Handlers$NoAnswer");

    private final Path folder;

    ArtifactRun(Path folder) {
        this.folder = folder;
    }

    /** Whether the run passed; {@code more} are further options. */
    boolean passes(String entryPoint, String... more) throws IOException {
        Path zip = folder.resolve("toy-shop-thing.zip");
        Files.write(zip, artifact(entryPoint));
        String[] always = {"run-tests", zip.toString(), "-r", "eu-west-1", "-o", folder.toString()};
        String[] all = Arrays.copyOf(always, always.length + more.length);
        System.arraycopy(more, 0, all, always.length, more.length);
        return Main.run(Options.of(all), Map.of(), delay -> {}, new PrintStream(OutputStream.nullOutputStream()));
    }

    String report(Mode mode) throws IOException {
        return Files.readString(folder.resolve(mode.title()).resolve("junit.xml"));
    }

    /** Jackson, Lambda's interfaces and so on: what the toy's classes need, the toy's own classes not among it. */
    static String libraries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static byte[] artifact(String entryPoint) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "schema.json", Toy.SCHEMA.getBytes(StandardCharsets.UTF_8));
            put(zip, ".rpdk-config", ("{\"entrypoint\": \"" + entryPoint + "\"}").getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, String> input : Toy.INPUTS.entrySet()) {
                put(zip, "inputs/" + input.getKey(), input.getValue().getBytes(StandardCharsets.UTF_8));
            }
            put(zip, "target/toy.jar", jar());
        }
        return bytes.toByteArray();
    }

    private static byte[] jar() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        String urls = Arrays.stream(libraries().split(File.pathSeparator))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" "));
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, urls);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (String name : CLASSES) {
                try (InputStream code = Toy.class.getResourceAsStream(name + ".class")) {
                    put(jar, "com/example/contract/" + name + ".class", code.readAllBytes());
                }
            }
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
