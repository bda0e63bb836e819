package dev.arena.spring.boot.http;

import java.util.concurrent.ArrayBlockingQueue;

import org.jspecify.annotations.Nullable;

/**
 * Arrays that bytes pass through between a stream and arena memory. They are copied through the heap on purpose: a container
 * that is handed a buffer over arena memory may finish with it on another thread (Jetty) or allocate an array of the whole
 * body (any wrapped response), and copying 16 KB costs nothing beside the system call.
 *
 * <p>Not kept by thread, as there may be a million virtual ones. Safe for use by any thread.
 */
final class HeapBuffers {
    /** Size of each, in bytes. */
    static final int SIZE = 16 << 10;

    /** About as many as can be in use without waiting for a client; more are garbage. */
    private final ArrayBlockingQueue<byte[]> idle = new ArrayBlockingQueue<>(
            4 * Runtime.getRuntime().availableProcessors());

    byte[] take() {
        byte @Nullable [] buffer = idle.poll();
        return buffer != null ? buffer : new byte[SIZE];
    }

    void giveBack(byte[] buffer) {
        idle.offer(buffer); // or leave it to the garbage collector, if enough are idle
    }
}
