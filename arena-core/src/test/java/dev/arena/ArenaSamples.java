package dev.arena;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The code shown in Javadoc. */
final class ArenaSamples {

    private ArenaSamples() {}

    static long standalone() {
        // @start region="standalone"
        try (Arena arena = Arena.builder().byteBudget(1 << 20).build()) {
            MemorySegment numbers = arena.allocate(ValueLayout.JAVA_LONG, 1000);
            numbers.setAtIndex(ValueLayout.JAVA_LONG, 999, 42);
            long last = numbers.getAtIndex(ValueLayout.JAVA_LONG, 999);
            arena.reset(); // numbers is dead, the arena goes on with the same memory
            return last;
        }
        // @end
    }

    static long pool() {
        // @start region="pool"
        try (ArenaPool pool = Arena.builder().byteBudget(1 << 20).poolByteBudget(64 << 20).buildPool()) {
            try (Arena arena = pool.open()) { // one unit of work
                MemorySegment text = arena.allocateFrom("a C string");
                return text.byteSize();
            }
        }
        // @end
    }
}
