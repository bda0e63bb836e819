package dev.arena;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A snapshot of an open arena that has allocated.
 *
 * @param id          number of the arena within its pool
 * @param owner       {@linkplain ArenaOptions#owner owner} of the arena; empty without one
 * @param confinement which threads may use it
 * @param openedBy    the thread that opened it; null for an arena that was opened without {@link ArenaOptions}
 * @param age         time since it was opened, with a precision of 20 milliseconds; null without {@code openedBy}
 * @param bytesHeld   bytes of its chunks, including those of its children
 * @param quarantinedBytes bytes that other arenas have released and that wait until this arena and others of its epoch have
 *                         ended
 */
public record OpenArena(long id, String owner, Confinement confinement, @Nullable Thread openedBy,
        @Nullable Duration age, long bytesHeld, long quarantinedBytes) {}
