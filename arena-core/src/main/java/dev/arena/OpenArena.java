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

package dev.arena;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Describes an open arena that has allocated memory, at one moment.
 *
 * @param id          number of the arena within its pool
 * @param owner       {@linkplain ArenaOptions#owner owner} of the arena; empty without one
 * @param confinement which threads may use it
 * @param openedBy    the thread that opened it; null for an arena that was opened without {@link ArenaOptions}
 * @param age         time since it was opened, with a precision of 20 milliseconds; null without {@code openedBy}
 * @param bytesHeld   bytes of its chunks, including those of its children
 * @param quarantinedBytes bytes that other arenas have released and that wait until this arena and others of its epoch have
 *                         ended
 * @since 0.1.0
 */
public record OpenArena(long id, String owner, Confinement confinement, @Nullable Thread openedBy,
        @Nullable Duration age, long bytesHeld, long quarantinedBytes) {}
