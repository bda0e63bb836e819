package dev.arena.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Documents that are kept in {@code shared/data}, beside the repository. */
final class SampleData {
    private SampleData() {}

    /**
     * Reads a file.
     *
     * @throws IOException if it is not there, or cannot be read
     */
    static byte[] read(String name) throws IOException {
        Path start = Path.of("").toAbsolutePath();
        for (Path directory = start; directory != null; directory = directory.getParent()) {
            Path file = directory.resolveSibling("shared").resolve("data").resolve(name);
            if (Files.isReadable(file)) {
                return Files.readAllBytes(file);
            }
        }
        throw new IOException("No shared/data/" + name + " beside " + start + " or a directory above it");
    }
}
