package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The provider's sources are small: files, methods and lists of parameters; and they are in one package. */
class SourceSizeTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path PACKAGE = Path.of("com/example/connect/phonenumber");

    private static final int MOST_LINES = 200;
    private static final int MOST_LINES_OF_A_METHOD = 35;
    private static final int MOST_PARAMETERS = 4;

    /** The door to Connect and the check of the model are lists of one thing. */
    private static final Map<String, Integer> LONGER = Map.of("PhoneNumberCalls.java", 300, "DesiredState.java", 250);

    /** RPDK's signature. */
    private static final String RPDKS = "PhoneNumberHandler.handleRequest";

    private static List<Path> sources(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> tooLarge(Path file) {
        try {
            String text = Files.readString(file);
            List<String> found = new ArrayList<>();
            String name = file.getFileName().toString();
            long lines = text.lines().count();
            if (lines > LONGER.getOrDefault(name, MOST_LINES)) {
                found.add(name + " has " + lines + " lines");
            }
            found.addAll(tooLargeMethods(name, text));
            return found;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> tooLargeMethods(String name, String text) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileObject source = new SimpleJavaFileObject(URI.create("memory:///" + name), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignored) {
                return text;
            }
        };
        JavacTask task = (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, List.of(source));
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        List<String> found = new ArrayList<>();
        for (CompilationUnitTree unit : task.parse()) {
            new MethodSizes(unit, positions, found).scan(unit, name.replace(".java", ""));
        }
        return found;
    }

    private static final class MethodSizes extends TreeScanner<@Nullable Void, String> {

        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> found;

        MethodSizes(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
            this.unit = unit;
            this.positions = positions;
            this.found = found;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, String outer) {
            return super.visitClass(
                    type,
                    type.getSimpleName().length() == 0
                            ? outer
                            : type.getSimpleName().toString());
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, String owner) {
            String name = owner + "." + method.getName();
            long first = lineOf(begin(method));
            long last = lineOf(positions.getEndPosition(unit, method));
            if (last - first + 1 > MOST_LINES_OF_A_METHOD) {
                found.add(name + " has " + (last - first + 1) + " lines");
            }
            boolean isConstructor = method.getReturnType() == null;
            if (method.getParameters().size() > MOST_PARAMETERS && !isConstructor && !name.equals(RPDKS)) {
                found.add(name + " has " + method.getParameters().size() + " parameters");
            }
            return super.visitMethod(method, owner);
        }

        private long begin(MethodTree method) {
            ModifiersTree modifiers = method.getModifiers();
            long end = positions.getEndPosition(unit, modifiers);
            return modifiers.getAnnotations().isEmpty() || end < 0 ? positions.getStartPosition(unit, method) : end;
        }

        private long lineOf(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }

    @Test
    void noFileNoMethodAndNoListOfParametersIsTooLarge() {
        assertThat(sources(SOURCES.resolve(PACKAGE)).stream()
                        .flatMap(file -> tooLarge(file).stream())
                        .toList())
                .isEmpty();
    }

    @Test
    void findsWhatIsTooLarge(@TempDir Path folder) throws IOException {
        Path planted = folder.resolve("Planted.java");
        Files.writeString(
                planted,
                "class Planted { void f(int a, int b, int c, int d, int e) {" + "\n// line".repeat(200) + "\n}}");

        assertThat(tooLarge(planted))
                .containsExactly("Planted.java has 202 lines", "Planted.f has 202 lines", "Planted.f has 5 parameters");
    }

    private static List<Path> strays(Path root) {
        return sources(root).stream()
                .filter(file -> !root.relativize(file).startsWith(PACKAGE))
                .toList();
    }

    @Test
    void everyProductionClassIsInTheProvidersPackage() {
        assertThat(strays(SOURCES)).isEmpty();
    }

    @Test
    void findsAClassInAnotherPackage(@TempDir Path folder) throws IOException {
        Path stray =
                Files.createDirectories(folder.resolve("com/example/other")).resolve("Stray.java");
        Files.writeString(stray, "class Stray {}");

        assertThat(strays(folder)).containsExactly(stray);
    }
}
