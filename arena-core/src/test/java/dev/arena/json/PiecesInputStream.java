package dev.arena.json;

import java.io.ByteArrayInputStream;

/** Gives no more than so many bytes at once. */
final class PiecesInputStream extends ByteArrayInputStream {
    private final int size;

    PiecesInputStream(byte[] bytes, int size) {
        super(bytes);
        this.size = size;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, size));
    }
}
