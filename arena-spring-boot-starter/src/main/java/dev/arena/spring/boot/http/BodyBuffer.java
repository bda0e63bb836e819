package dev.arena.spring.boot.http;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

import dev.arena.Arena;

/**
 * Collects a body of any length in one segment. If the client announces a length, up to a megabyte of it is reserved at once,
 * and the rest when that megabyte has arrived. So a connection that sends nothing holds little memory, and a body is moved at
 * most once. A body of unknown length grows in place to the end of each chunk and is put together at its end, which takes twice
 * its size. Doubling a single buffer would take up to four times its size, as an arena gets nothing back before its reset.
 */
final class BodyBuffer {
    private static final long BELIEVED_AT_ONCE = 1 << 20;
    private static final long PART = 16 << 10;

    /** Alignment of the body in bytes, so that users can read aligned longs. */
    private static final long ALIGNMENT = 8;

    private final Arena arena;
    private final long announced;
    private final List<MemorySegment> fullParts = new ArrayList<>();
    private MemorySegment part;
    private long used;
    private long bytesBefore;

    /** An empty buffer for a body that announces a length, or -1. */
    BodyBuffer(Arena arena, long announced) {
        this.arena = arena;
        this.announced = announced;
        this.part = arena.allocate(announced < 0 ? PART : Math.min(announced, BELIEVED_AT_ONCE), ALIGNMENT);
    }

    /** What a body of an announced length will take, in bytes. */
    static long required(long announced) {
        return announced <= BELIEVED_AT_ONCE ? announced : announced + BELIEVED_AT_ONCE;
    }

    void append(byte[] bytes, int length) {
        append(MemorySegment.ofArray(bytes).asSlice(0, length));
    }

    void append(MemorySegment bytes) {
        long length = bytes.byteSize();
        for (long from = 0; from < length;) {
            if (used == part.byteSize()) {
                makeRoom();
            }
            long count = Math.min(part.byteSize() - used, length - from);
            MemorySegment.copy(bytes, from, part, used, count);
            used += count;
            from += count;
        }
    }

    private void makeRoom() {
        if (used < announced && fullParts.isEmpty()) {
            part = arena.grow(part, announced, ALIGNMENT);
            return;
        }
        MemorySegment grown = arena.tryGrow(part, used + PART);
        if (grown != null) {
            part = grown;
            return;
        }
        MemorySegment next = arena.allocate(PART, ALIGNMENT);
        fullParts.add(part);
        bytesBefore += used;
        part = next;
        used = 0;
    }

    /** The body; what was taken beyond it is given back if possible. */
    MemorySegment finish() {
        if (fullParts.isEmpty()) {
            return arena.shrink(part, used);
        }
        MemorySegment whole = arena.allocate(bytesBefore + used, ALIGNMENT);
        long offset = 0;
        for (MemorySegment full : fullParts) {
            MemorySegment.copy(full, 0, whole, offset, full.byteSize());
            offset += full.byteSize();
        }
        MemorySegment.copy(part, 0, whole, offset, used);
        return whole;
    }
}
