package dev.arena.json;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A stream of the caller's. Its failures get past the parser as they are: those that the parser itself reports as failures to read
 * are faults of the document, such as an encoding that nobody knows.
 */
final class UncheckedInputStream extends FilterInputStream {

    UncheckedInputStream(InputStream stream) {
        super(stream);
    }

    @Override
    public int read() {
        try {
            return in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        try {
            return in.read(target, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does nothing, as the stream is the caller's. */
    @Override
    public void close() {}
}
