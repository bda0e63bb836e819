package dev.arena.spring.boot.actuate;

import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.arena.OpenArena;

/**
 * An arena that has allocated and not ended.
 *
 * @param id          its number within the pool
 * @param owner       for whom it was opened, such as a request's route; empty if that was not said
 * @param bytes       bytes of its chunks
 * @param quarantined bytes that other arenas have released and that stay in quarantine while this arena, or another one of the same
 *                    epoch, is open
 * @param age         for how long it has been open; null if that is not known
 * @param confinement who may use it: confined or shared
 * @param thread      kind of the thread that opened it, virtual or platform; null if that is not known
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
