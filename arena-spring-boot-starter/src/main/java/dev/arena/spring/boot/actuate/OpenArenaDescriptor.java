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

package dev.arena.spring.boot.actuate;

import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.arena.OpenArena;

/**
 * Describes an open arena that has allocated memory.
 *
 * @param id          its number within the pool
 * @param owner       owner of the arena, such as the route of a request; empty if unknown
 * @param bytes       size of its chunks in bytes
 * @param quarantined bytes that other arenas have released and that stay in quarantine while this arena, or another one of the same
 *                    epoch, is open
 * @param age         time since it was opened; null if unknown
 * @param confinement which threads may use it: confined or shared
 * @param thread      kind of the thread that opened it, virtual or platform; null if unknown
 * @since 0.1.0
 */
public record OpenArenaDescriptor(long id, String owner, long bytes, long quarantined, @Nullable Duration age,
        String confinement,
        @Nullable String thread) {

    static OpenArenaDescriptor of(OpenArena arena) {
        Thread thread = arena.openedBy();
        return new OpenArenaDescriptor(arena.id(), arena.owner(), arena.bytesHeld(), arena.quarantinedBytes(),
                arena.age(),
                arena.confinement().name().toLowerCase(Locale.ROOT),
                thread == null ? null : thread.isVirtual() ? "virtual" : "platform");
    }
}
