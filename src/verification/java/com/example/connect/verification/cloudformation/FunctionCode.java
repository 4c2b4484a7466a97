package com.example.connect.verification.cloudformation;

import java.io.File;
import java.lang.reflect.Field;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The classes of one function. They are the classes under test; or, where the system property {@code shipped.jar} names
 * the jar that ships, those of that jar, in a class loader that has nothing else. The build runs the tests once with
 * each.
 */
final class FunctionCode {

    private static final FunctionCode SHARED =
            new FunctionCode(shippedJar().map(FunctionCode::of).orElseGet(FunctionCode.class::getClassLoader));

    /** The provider's one seam for time: a static field, which nothing that ships sets. */
    private static final String CLOCK = "com.example.connect.phonenumber.OperationClock";

    private static final String CLOCK_FIELD = "wall";

    private final ClassLoader loader;
    private final Field clock;

    private FunctionCode(ClassLoader loader) {
        this.loader = loader;
        this.clock = clockOf(loader);
    }

    private static Field clockOf(ClassLoader loader) {
        try {
            Field field = Class.forName(CLOCK, true, loader).getDeclaredField(CLOCK_FIELD);
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException renamed) {
            throw new AssertionError(renamed);
        }
    }

    /** Whatever the function must be handed before its first request is handed to it here. */
    void setClock(InstantSource source) {
        try {
            clock.set(null, source);
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** What all functions of this JVM share, as Lambda's instances share nothing but their code. */
    static FunctionCode shared() {
        return SHARED;
    }

    /** The same code loaded once more: it shares no client, and so no endpoint, with the other. */
    static FunctionCode ofItsOwn() {
        Stream<Path> places = shippedJar()
                .map(Stream::of)
                .orElseGet(() -> Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .map(Path::of));
        return new FunctionCode(of(places.toArray(Path[]::new)));
    }

    /** The jar that ships, where that is what runs. */
    static Optional<Path> shippedJar() {
        return Optional.ofNullable(System.getProperty("shipped.jar")).map(Path::of);
    }

    ClassLoader loader() {
        return loader;
    }

    Class<?> load(String name) {
        try {
            return Class.forName(name, true, loader);
        } catch (ClassNotFoundException missing) {
            throw new AssertionError(missing);
        }
    }

    private static ClassLoader of(Path... places) {
        return new URLClassLoader(
                Stream.of(places).map(FunctionCode::url).toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static URL url(Path place) {
        try {
            return place.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
