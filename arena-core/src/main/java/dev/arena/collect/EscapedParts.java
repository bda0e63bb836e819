package dev.arena.collect;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

import dev.arena.Arena;
import dev.arena.Owned;

/** Copies the segments of a set or map into one block that escapes. */
final class EscapedParts {

    private EscapedParts() {}

    /** Copies of these segments, read-only, each at a whole word. */
    static Owned<List<MemorySegment>> copyOf(Arena arena, List<MemorySegment> parts) {
        long bytes = 0;
        for (MemorySegment part : parts) {
            bytes += Words.roundUp(part.byteSize());
        }
        Owned<MemorySegment> block = arena.allocateOwned(bytes, Long.BYTES);
        try {
            return block.map(memory -> copy(parts, memory));
        } catch (RuntimeException | Error e) { // no heap left
            block.close();
            throw e;
        }
    }

    private static List<MemorySegment> copy(List<MemorySegment> parts, MemorySegment memory) {
        List<MemorySegment> copies = new ArrayList<>(parts.size());
        long start = 0;
        for (MemorySegment part : parts) {
            copies.add(memory.asSlice(start, part.byteSize()).copyFrom(part).asReadOnly());
            start += Words.roundUp(part.byteSize());
        }
        return copies;
    }
}
