/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.arena.spring.boot.http;

import java.util.concurrent.ArrayBlockingQueue;

import org.jspecify.annotations.Nullable;

/**
 * Heap arrays for copying bytes between a stream and arena memory. The copy through the heap is necessary: if a container
 * receives a buffer over arena memory, it may use the buffer later on another thread (Jetty), or allocate an array of the
 * whole body (any wrapped response). Copying 16 KB costs little compared with the system call.
 *
 * <p>The arrays are not stored per thread, because there may be a million virtual threads. Safe for use by any thread.
 */
final class HeapBuffers {
    /** Size of an array, in bytes. */
    static final int SIZE = 16 << 10;

    /** Keeps about as many arrays as are in use while no client is slow. Further arrays become garbage. */
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
