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
 * Asks for a request whether its body may be read, when the first {@value BodyBuffer#HEAD} bytes of it have arrived. Before
 * that, the body takes no memory of the pool. A shorter body is always read, and so is one that announces no length.
 *
 * <p>Belongs to the thread that reads the body. Another thread may close it, if it cancels the reading.
 */
final class BodyAdmission implements AutoCloseable {
    /** For the response to a client, which is always read. */
    static final BodyAdmission NOT_NEEDED = new BodyAdmission(null, BodyBuffer.UNKNOWN);

    /** Null if there is nothing to ask. */
    private final @Nullable Arena arena;
    private final long announced;
    private volatile @Nullable Admission admission;

    private BodyAdmission(@Nullable Arena arena, long announced) {
        this.arena = arena;
        this.announced = announced;
    }

    /**
     * Asks nothing yet.
     *
     * @param arena     arena of the request
     * @param announced length of the body in bytes as the client has announced it, −1 if it has not
     */
    static BodyAdmission of(Arena arena, long announced) {
        return announced > BodyBuffer.HEAD ? new BodyAdmission(arena, announced) : NOT_NEEDED;
    }

    /**
     * The body is about to take memory.
     *
     * @throws ArenaExhaustedException if the pool, or the group of the request's route, is overloaded
     */
    void require() {
        Arena asked = arena;
        if (asked != null && admission == null) {
            admission = asked.admit(announced);
        }
    }

    /** The body, or what was decoded from it, is in memory. */
    void complete() {
        Admission given = admission;
        if (given != null) {
            given.complete();
        }
    }

    @Override
    public void close() {
        Admission given = admission;
        if (given != null) {
            given.close();
        }
    }
}
