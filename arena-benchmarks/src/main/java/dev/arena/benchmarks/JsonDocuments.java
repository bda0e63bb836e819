package dev.arena.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Documents that JSON rows work on, and their records. */
final class JsonDocuments {
    private static final long SEED = 20261122;
    private static final String[] STATIONS = {"Hamburg", "Palembang", "Hamilton", "Istanbul", "Zürich", "São Paulo",
            "Petropavlovsk-Kamchatsky", "Roseau", "Conakry", "Saint-Pierre"};

    /** What is in the array that {@link #readings} makes. */
    record Reading(String station, double temperature, long timestamp) {}

    /** What is in {@code flights-10k.json}. */
    record Flight(String date, int delay, int distance, String origin, String destination) {}

    private JsonDocuments() {}

    /** An array of readings, 70 bytes each. */
    static byte[] readings(int count) {
        var random = new Random(SEED);
        var json = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",").append("{\"station\":\"").append(STATIONS[random.nextInt(STATIONS.length)])
                    .append("\",\"temperature\":").append((random.nextInt(1200) - 400) / 10.0)
                    .append(",\"timestamp\":").append(1_700_000_000_000L + i * 60_000L).append('}');
        }
        return json.append(']').toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A file of the folder {@code shared/data} beside the project, or of the one that the system property
     * {@code arena.data} names.
     */
    static byte[] file(String name) {
        String folder = System.getProperty("arena.data");
        Path here = Path.of("").toAbsolutePath();
        while (folder == null && here != null) {
            Path candidate = here.resolve("shared").resolve("data");
            folder = Files.isDirectory(candidate) ? candidate.toString() : null;
            here = here.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("No folder shared/data beside the project: name another by -Darena.data=");
        }
        try {
            return Files.readAllBytes(Path.of(folder, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
