package dev.arena.demo.race;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;

import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of one job to one engine, one after the other, and receives the answers, all on the calling thread and with
 * next to no heap memory. May be broken off by another thread.
 */
final class Course {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    private final URI server;
    private final Job job;
    private final @Nullable Body body;
    private final byte[] buffer = new byte[64 << 10];

    /** Rows sent or received since the job was last begun. */
    private final AtomicInteger rowsDone = new AtomicInteger();

    private volatile boolean brokenOff;
    private volatile @Nullable HttpURLConnection open;

    Course(int port, Job job) throws IOException {
        this.server = URI.create("http://localhost:" + port);
        this.job = job;
        this.body = switch (job) {
            case MEASUREMENTS -> Body.ofMeasurements();
            case READINGS -> Body.ofReadings();
            case EXPORT -> null;
        };
    }

    /**
     * What came back.
     *
     * @param requests how many requests there were
     * @param bytes    size of the answers
     * @param checksum of the answers, one after the other
     */
    record Answers(int requests, long bytes, long checksum) {}

    /**
     * Does the job.
     *
     * @throws IOException if the server does not answer as it should, or the job was broken off
     */
    Answers run(Engine engine, int rows) throws IOException {
        rowsDone.set(0);
        var checksum = new CRC32();
        long bytes = 0;
        int requests = 0;
        for (int left = rows; left > 0; left -= job.mostRows()) {
            bytes += exchange(engine, Math.min(left, job.mostRows()), checksum);
            requests++;
        }
        return new Answers(requests, bytes, checksum.getValue());
    }

    private long exchange(Engine engine, int rows, CRC32 checksum) throws IOException {
        requireGoingOn();
        var connection = (HttpURLConnection) server.resolve(job.target(engine, rows)).toURL().openConnection();
        connection.setReadTimeout((int) READ_TIMEOUT.toMillis());
        open = connection;
        try {
            if (body != null) {
                send(connection, body, rows);
            }
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IOException("The server answered " + status);
            }
            return receive(connection, checksum);
        } finally {
            open = null;
        }
    }

    private void send(HttpURLConnection connection, Body sent, int rows) throws IOException {
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", job.bodyType());
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(sent.bytes(rows));
        try (OutputStream out = connection.getOutputStream()) {
            sent.writeTo(out, rows, rowsDone::addAndGet);
        }
    }

    private long receive(HttpURLConnection connection, CRC32 checksum) throws IOException {
        long bytes = 0;
        try (InputStream in = connection.getInputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                requireGoingOn();
                checksum.update(buffer, 0, read);
                bytes += read;
                if (body == null) {
                    rowsDone.addAndGet(lines(read));
                }
            }
        }
        return bytes;
    }

    private int lines(int length) {
        int lines = 0;
        for (int i = 0; i < length; i++) {
            if (buffer[i] == '\n') {
                lines++;
            }
        }
        return lines;
    }

    private void requireGoingOn() throws IOException {
        if (brokenOff) {
            throw new IOException("Broken off");
        }
    }

    int rowsDone() {
        return rowsDone.get();
    }

    /** Lets {@link #run} fail soon. Called by any thread. */
    void breakOff() {
        brokenOff = true;
        HttpURLConnection connection = open;
        if (connection != null) {
            connection.disconnect();
        }
    }
}
