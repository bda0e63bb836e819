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

import org.jspecify.annotations.Nullable;

import dev.arena.Admission;
import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;

/**
 * Requests admission for the body of a request when its first {@value BodyBuffer#HEAD} bytes have arrived. Until then, the
 * body takes no memory of the pool. A shorter body needs no admission, and neither does a body without an announced length.
 *
 * <p>Belongs to the thread that reads the body. Another thread may close it, if it cancels the reading.
 */
final class BodyAdmission implements AutoCloseable {
    /** For a response to a client, which needs no admission. */
    static final BodyAdmission NOT_NEEDED = new BodyAdmission(null, BodyBuffer.UNKNOWN);

    /** Null if the body needs no admission. */
    private final @Nullable Arena arena;
    private final long announced;
    private volatile @Nullable Admission admission;

    private BodyAdmission(@Nullable Arena arena, long announced) {
        this.arena = arena;
        this.announced = announced;
    }

    /**
     * Creates an admission, which is requested later.
     *
     * @param arena     arena of the request
     * @param announced length of the body in bytes as the client has announced it, −1 if it has not
     */
    static BodyAdmission of(Arena arena, long announced) {
        return announced > BodyBuffer.HEAD ? new BodyAdmission(arena, announced) : NOT_NEEDED;
    }

    /**
     * Requests the admission. Called before the body takes memory.
     *
     * @throws ArenaExhaustedException if the pool, or the partition of the request's route, is overloaded
     */
    void require() {
        Arena admitting = arena;
        if (admitting != null && admission == null) {
            admission = admitting.admit(announced);
        }
    }

    /** Completes the admission. Called when the body, or the value decoded from it, is in memory. */
    void complete() {
        Admission current = admission;
        if (current != null) {
            current.complete();
        }
    }

    @Override
    public void close() {
        Admission current = admission;
        if (current != null) {
            current.close();
        }
    }
}
