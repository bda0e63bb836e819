package dev.arena.benchmarks.endtoend;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection of a client that costs next to nothing itself, as it shares the machine with the server: requests are bytes made
 * beforehand, and answers are read and thrown away.
 */
final class Connection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] discarded = new byte[1 << 16];

    Connection(int port) throws IOException {
        this.socket = new Socket("localhost", port);
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream(), discarded.length);
        this.out = socket.getOutputStream();
    }

    /** Sends a request and reads the answer to its end; an answer that is none of success is an error. */
    void exchange(byte[] request) throws IOException {
        out.write(request);
        out.flush();
        String status = line();
        if (!status.startsWith("HTTP/1.1 20")) {
            throw new IOException("The demo answered " + status);
        }
        long length = status.startsWith("HTTP/1.1 204") ? 0 : -1;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(lower.substring(lower.indexOf(':') + 1).strip());
            }
        }
        if (length >= 0) {
            skip(length);
            return;
        }
        for (long chunk = chunkLength(); chunk > 0; chunk = chunkLength()) {
            skip(chunk);
            line();
        }
        line();
    }

    private long chunkLength() throws IOException {
        return Long.parseLong(line(), 16);
    }

    private void skip(long bytes) throws IOException {
        for (long left = bytes; left > 0;) {
            int count = in.read(discarded, 0, (int) Math.min(left, discarded.length));
            if (count < 0) {
                throw new EOFException("The answer ended early");
            }
            left -= count;
        }
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("The connection was closed");
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    static byte[] post(String path, String type, byte[] body) {
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\nContent-Length: "
                + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    /** A request without a body. */
    static byte[] request(String method, String path) {
        return (method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
