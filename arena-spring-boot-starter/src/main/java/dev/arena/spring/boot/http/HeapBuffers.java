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
