package dev.arena;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * An arena of a pool that has allocated and not ended, as it was at one moment.
 *
 * @param id          its number within the pool
 * @param owner       for whom it was {@linkplain ArenaOptions#owner opened}; empty if that was not said
 * @param confinement who may use it
 * @param openedBy    the thread that opened it; null for an arena that was opened without {@link ArenaOptions}
 * @param age         for how long it has been open, to some 20 milliseconds; null likewise
 * @param bytesHeld   bytes of its chunks, those of its children included
 * @param quarantinedBytes bytes that other arenas have released and that wait until this one, and others of its epoch, have ended
 */
public record OpenArena(long id, String owner, Confinement confinement, @Nullable Thread openedBy,
        @Nullable Duration age, long bytesHeld, long quarantinedBytes) {}
