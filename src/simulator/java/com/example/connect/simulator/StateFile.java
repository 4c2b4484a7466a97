package com.example.connect.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The journal on disk, one line of JSON a deed, in a folder that one simulator has to itself. A line is written before
 * its call is answered, so a simulator that is killed loses nothing that it has told anybody.
 */
final class StateFile implements AutoCloseable {
    private final Path folder;
    private final FileChannel lock;
    private @Nullable BufferedWriter writer;

    StateFile(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            lock = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isFree()) {
                lock.close();
                throw new IllegalArgumentException(
                        "another simulator keeps its state in " + folder + "; stop it, or name another folder");
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "no state can be kept in " + folder + ": " + e.getMessage() + "; name another folder", e);
        }
    }

    private boolean isFree() throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException inThisJvm) {
            return false;
        }
    }

    private Path file() {
        return folder.resolve("state.jsonl");
    }

    /** The lines kept, none where there is no file yet; what was half written when a simulator was killed is left out. */
    List<Map<String, Object>> read() {
        if (!Files.exists(file())) {
            return List.of();
        }
        List<Map<String, Object>> lines = new ArrayList<>();
        try {
            String text = Files.readString(file());
            for (String line :
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                lines.add(Json.readObject(line));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    file() + " cannot be read from line " + (lines.size() + 1) + " on; remove it to begin anew", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file() + " cannot be read: " + e.getMessage() + "; remove it to begin anew, or name another folder",
                    e);
        }
        return lines;
    }

    /** Writes all lines anew; the old file stays until the new one is whole. */
    void rewrite(List<Map<String, Object>> lines) {
        Path next = folder.resolve("state.new");
        try {
            close(writer);
            Files.write(next, lines.stream().map(Json::write).toList());
            Files.move(next, file(), StandardCopyOption.REPLACE_EXISTING);
            writer = Files.newBufferedWriter(file(), StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    void append(Map<String, Object> line) {
        try {
            if (writer != null) {
                writer.write(Json.write(line) + "\n");
                writer.flush();
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private UncheckedIOException unwritable(IOException e) {
        return new UncheckedIOException(
                "the state cannot be written to " + file() + ": " + e.getMessage()
                        + "; make room there, or name another folder",
                e);
    }

    private static void close(@Nullable BufferedWriter writer) throws IOException {
        if (writer != null) {
            writer.close();
        }
    }

    @Override
    public void close() {
        try {
            close(writer);
            lock.close();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }
}
