package com.example.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The command over an artefact: the jar in a JVM of its own making, loaded in each mode. */
class ArtifactTest {
    private static final String ENTRY_POINT = "com.example.contract.ToyFunction::handleRequest";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private ArtifactRun artifact;

    @BeforeEach
    void pack() {
        artifact = new ArtifactRun(folder);
    }

    @ParameterizedTest
    @EnumSource
    void aSoundTypePassesHoweverItIsLoaded(Mode mode) throws IOException {
        Path ours = Files.createTempFile("kept", "");

        boolean passes = artifact.passes(ENTRY_POINT, "--mode", mode.title(), "--libraries", ArtifactRun.libraries());

        assertThat(passes).isTrue();
        assertThat(artifact.report(mode)).contains("failures=\"0\"").contains("name=\"test_update_read\"");
        assertThat(ours).exists();
    }

    @Test
    void aLibraryThatTheJarCannotLiveUnderIsFound() throws IOException {
        Path unlike = folder.resolve("libraries/com/example/contract/Toy.class");
        Files.createDirectories(unlike.getParent());
        Files.writeString(unlike, "another version");
        String libraries = folder.resolve("libraries") + File.pathSeparator + ArtifactRun.libraries();

        assertThat(artifact.passes(ENTRY_POINT, "--mode", "parent-first", "--libraries", libraries))
                .isFalse();
        assertThat(artifact.report(Mode.PARENT_FIRST)).contains("ClassFormatError");
        assertThat(artifact.passes(ENTRY_POINT, "--mode", "child-first", "--libraries", libraries))
                .isTrue();
    }

    @Test
    void aFunctionThatEndsItsJvmFails() throws IOException {
        assertThat(artifact.passes("com.example.contract.ToyFunction$Dying::handleRequest"))
                .isFalse();
        assertThat(artifact.report(Mode.OWN_JVM)).contains("The handlers' JVM ended");
    }

    @Test
    void anEntryPointThatTheJarLacksIsFound() throws IOException {
        assertThat(artifact.passes("com.example.contract.Missing::handleRequest"))
                .isFalse();
        assertThat(artifact.report(Mode.OWN_JVM))
                .contains("[entrypoint com.example.contract.Missing]")
                .contains("ClassNotFoundException");
    }

    @Test
    void whatIsNoArtefactIsNamed() throws IOException {
        Path empty = Files.writeString(folder.resolve("no.zip"), "");

        assertThatThrownBy(() -> Artifact.open(empty, folder)).isInstanceOf(ZipException.class);
        assertThatThrownBy(() -> Options.of("run-tests", "a.zip", "-r", "eu-west-1"))
                .hasMessage("-o is missing");
        assertThatThrownBy(() -> Options.of("run-tests", "a.zip", "--scenarios", "all"))
                .hasMessage("--scenarios is no option, or lacks its value");
    }
}
