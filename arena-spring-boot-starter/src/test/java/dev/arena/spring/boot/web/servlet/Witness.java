package dev.arena.spring.boot.web.servlet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;

/** Remembers what handlers allocated, so that a test can see how it ended. */
final class Witness {
    final List<MemorySegment> segments = new CopyOnWriteArrayList<>();
    final AtomicInteger cleanups = new AtomicInteger();
    volatile @Nullable Throwable caught;

    /** Allocates in {@code arena} as a handler would, and hears of the end of its generation. */
    MemorySegment use(Arena arena) {
        MemorySegment segment = arena.allocate(ValueLayout.JAVA_LONG, 100);
        segment.setAtIndex(ValueLayout.JAVA_LONG, 99, 42);
        segments.add(segment);
        arena.onReset(cleanups::incrementAndGet);
        return segment;
    }

    void forget() {
        segments.clear();
        cleanups.set(0);
        caught = null;
    }
}
