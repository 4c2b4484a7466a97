package com.example.connect.evidence;

import com.example.connect.simulator.Turns;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * The tests that there are.
 *
 * @param files the file of each, by its name as rows have it: {@code Class#method} or {@code file.py::test_name}
 * @param turning the tests that turn a knob, by its name
 */
record TestNames(Map<String, String> files, Map<String, List<String>> turning) {

    private static final Pattern IN_PYTHON = Pattern.compile("(?m)^ *(?:async )?def (test_\\w+)\\(");

    /** All of them: Java's by the classes, Python's by the texts. */
    static TestNames all(Map<String, String> texts) {
        TestNames names = new TestNames(new TreeMap<>(), new TreeMap<>());
        ReflectionSupport.findAllClassesInPackage("com.example", type -> true, name -> name.endsWith("Test"))
                .forEach(type -> methods(type).forEach(method -> names.add(method, texts)));
        texts.forEach((path, text) -> {
            if (path.endsWith(".py")) {
                IN_PYTHON
                        .matcher(text)
                        .results()
                        .forEach(test -> names.files()
                                .put(path.substring(path.lastIndexOf('/') + 1) + "::" + test.group(1), path));
            }
        });
        return names;
    }

    private static Stream<Method> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class));
    }

    private void add(Method method, Map<String, String> texts) {
        Class<?> type = method.getDeclaringClass();
        String name = type.getSimpleName() + "#" + method.getName();
        String source = "/java/" + type.getName().replaceAll("\\$.*", "").replace('.', '/') + ".java";
        files.put(
                name,
                texts.keySet().stream()
                        .filter(path -> path.endsWith(source))
                        .findFirst()
                        .orElse(""));
        AnnotationSupport.findAnnotation(method, Turns.class)
                .ifPresent(turns -> Arrays.stream(turns.value())
                        .forEach(knob -> turning.computeIfAbsent(knob, none -> new ArrayList<>())
                                .add(name)));
    }

    List<String> thatTurn(String knob) {
        return turning.getOrDefault(knob, List.of()).stream().sorted().toList();
    }

    boolean has(String test) {
        return files.containsKey(test);
    }
}
