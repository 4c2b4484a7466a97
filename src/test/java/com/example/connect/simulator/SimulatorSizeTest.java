package com.example.connect.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
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
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Small files, short methods, few parameters: what a reader can hold. A record's components are data, and not counted. */
class SimulatorSizeTest {

    private static final int MOST_LINES_OF_A_FILE = 250;
    private static final int MOST_LINES_OF_A_METHOD = 35;
    private static final int MOST_PARAMETERS = 4;

    @Test
    void theSimulatorIsInSmallPieces() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/simulator/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .flatMap(file -> tooBig(file.getFileName().toString(), read(file))))
                    .isEmpty();
        }
    }

    @Test
    void findsWhatIsTooBig() {
        String longMethod = "class A { void a(int a, int b, int c, int d, int e) {" + "\n".repeat(35) + "} }";

        assertThat(tooBig("A.java", longMethod))
                .containsExactly("A.java: a has 36 lines", "A.java: a has 5 parameters");
        assertThat(tooBig("B.java", "class B {" + "\n".repeat(250) + "}")).containsExactly("B.java has 251 lines");
    }

    private static Stream<String> tooBig(String name, String text) {
        List<String> found = new ArrayList<>();
        long lines = text.lines().count();
        if (lines > MOST_LINES_OF_A_FILE) {
            found.add(name + " has " + lines + " lines");
        }
        scan(text, (method, methodLines) -> {
            if (methodLines > MOST_LINES_OF_A_METHOD) {
                found.add(name + ": " + method.getName() + " has " + methodLines + " lines");
            }
            if (method.getParameters().size() > MOST_PARAMETERS) {
                found.add(name + ": " + method.getName() + " has "
                        + method.getParameters().size() + " parameters");
            }
        });
        return found.stream();
    }

    /** Shows each method, and each constructor, with the number of its lines. */
    private static void scan(String text, BiConsumer<MethodTree, Long> each) {
        JavaFileObject source =
                new SimpleJavaFileObject(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return text;
                    }
                };
        JavacTask task = (JavacTask)
                ToolProvider.getSystemJavaCompiler().getTask(null, null, null, List.of(), null, List.of(source));
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        CompilationUnitTree file = parsed(task);
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitMethod(MethodTree method, Void none) {
                long first = file.getLineMap().getLineNumber(positions.getStartPosition(file, method));
                long last = file.getLineMap().getLineNumber(positions.getEndPosition(file, method));
                each.accept(method, last - first + 1);
                return super.visitMethod(method, none);
            }
        }.scan(file, null);
    }

    private static CompilationUnitTree parsed(JavacTask task) {
        try {
            return task.parse().iterator().next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
