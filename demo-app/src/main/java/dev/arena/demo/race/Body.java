package dev.arena.demo.race;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntConsumer;

import dev.arena.demo.MeasurementFile;

/**
 * Rows to be sent. Only a block of them is in memory; a body of more repeats it. So sending costs next to nothing, and the time
 * that is measured is that of the server.
 */
final class Body {

    /** Rows of the block: as many as there are in a large, but not unusual JSON document. */
    static final int ROWS = 10_000;

    /** As many stations as in the One Billion Row Challenge. */
    private static final int STATIONS = 413;

    private static final long SEED = 1;
    private static final long FIRST_TIMESTAMP = 1_700_000_000_000L;

    private final byte[] block;

    /** Where each row of the block ends. */
    private final int[] ends = new int[ROWS];
    private final byte[] trailer;

    private Body(List<String> rows, String trailer) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < ROWS; i++) {
            bytes.writeBytes(rows.get(i).getBytes(StandardCharsets.UTF_8));
            ends[i] = bytes.size();
        }
        this.block = bytes.toByteArray();
        this.trailer = trailer.getBytes(StandardCharsets.UTF_8);
    }

    /** Lines of {@code station;temperature}. */
    static Body ofMeasurements() throws IOException {
        return new Body(lines().stream().map(line -> line + "\n").toList(), "");
    }

    /** A JSON array of readings, of one block at most. */
    static Body ofReadings() throws IOException {
        List<String> lines = lines();
        var rows = new String[ROWS];
        for (int i = 0; i < ROWS; i++) {
            String[] fields = lines.get(i).split(";", 2);
            rows[i] = (i == 0 ? "[" : ",") + "{\"station\":\"" + fields[0].replace("\\", "\\\\").replace("\"", "\\\"")
                    + "\",\"temperature\":" + fields[1] + ",\"timestamp\":" + (FIRST_TIMESTAMP + i) + "}";
        }
        return new Body(List.of(rows), "]");
    }

    private static List<String> lines() throws IOException {
        var file = new ByteArrayOutputStream();
        MeasurementFile.fromRealStations(STATIONS).write(ROWS, file, SEED);
        return file.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Size of a body of {@code rows} rows in bytes. */
    long bytes(int rows) {
        return (long) (rows / ROWS) * block.length + end(rows % ROWS) + trailer.length;
    }

    /** Writes a body of {@code rows} rows and tells {@code progress} of each piece how many rows it had. */
    void writeTo(OutputStream out, int rows, IntConsumer progress) throws IOException {
        for (int i = 0; i < rows / ROWS; i++) {
            out.write(block);
            progress.accept(ROWS);
        }
        out.write(block, 0, end(rows % ROWS));
        out.write(trailer);
        progress.accept(rows % ROWS);
    }

    private int end(int rows) {
        return rows == 0 ? 0 : ends[rows - 1];
    }
}
