package dev.arena.spring.boot.http;

import java.lang.foreign.MemorySegment;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Remembers what handlers had in their hands, so that tests can see that it ended. */
class BodyWitness {
    final Queue<MemorySegment> segments = new ConcurrentLinkedQueue<>();

    MemorySegment saw(MemorySegment segment) {
        segments.add(segment);
        return segment;
    }
}
