package dev.arena.engine;

import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * What one arena holds, written down apart from the arena while it is {@link Watch watched}, so that it can be reclaimed when
 * the arena is lost. Nothing here may refer to the arena, its allocator, or a session of its own.
 *
 * <p>An arena is lost when neither itself nor, if it is confined, any of its segments can be reached: the sessions of a
 * watched arena hold its allocator, by {@link Chunk#hold}. Its session cannot be closed
 * then, as that takes its owner's thread, but nobody is left who could use it. A shared arena is lost as soon as itself
 * cannot be reached; its chunks go through quarantine like those of any other, so that a segment that is left throws.
 *
 * <p>Belongs to the arena's thread as the allocator does, and to the cleaner's thread once the arena is lost.
 */
final class Lease extends Tenant {
    private final WeakReference<BumpAllocator> allocator;
    private final ChunkProvider provider;

    /** Whether the arena had its provider to itself. */
    private final boolean standalone;

    private final Set<Chunk> chunks = new HashSet<>();

    /** Those of the children, which are lost with the arena. */
    private final Set<Lease> children = ConcurrentHashMap.newKeySet();

    /** That of the parent; null for an arena that is watched by itself. */
    private final @Nullable Lease parent;
    private final @Nullable Watch watch;

    /** Of which the arena is a member just now. */
    @Nullable
    Epoch epoch;

    Lease(BumpAllocator allocator, boolean standalone, Opening opening) {
        this.allocator = new WeakReference<>(allocator);
        this.provider = allocator.provider();
        this.standalone = standalone;
        this.parent = null;
        this.watch = new Watch(provider.leaks(), Leaks.Kind.ARENA, opening, allocator, this::reclaim);
    }

    /** That of a child. They reach each other, so they are lost together. */
    Lease(BumpAllocator allocator, Lease parent) {
        this.allocator = new WeakReference<>(allocator);
        this.provider = allocator.provider();
        this.standalone = false;
        this.parent = parent;
        this.watch = null;
        parent.children.add(this);
    }

    /** The arena holds one more chunk. {@link Chunk#leaveArena} is the counterpart. */
    void hold(Chunk chunk) {
        chunk.lease = this; // first, so that it can be undone where there is no heap left for the second
        chunks.add(chunk);
    }

    void remove(Chunk chunk) {
        chunks.remove(chunk);
    }

    /** The arena was closed. */
    void end() {
        if (watch != null) {
            watch.end();
        }
        if (parent != null) {
            parent.children.remove(this);
        }
    }

    @Override
    @Nullable
    BumpAllocator allocator() {
        return allocator.get();
    }

    /** Ends the arena in its place. */
    private long reclaim() {
        long bytes = standalone ? provider.idleBytes() : 0;
        for (Lease child : children) {
            bytes += child.reclaim();
        }
        Chunk linked = null;
        for (Chunk chunk : chunks) {
            bytes += chunk.bytes();
            chunk.lease = null;
            chunk.used(chunk.bytes()); // how far the arena has bumped is lost
            chunk.next = linked;
            linked = chunk;
        }
        chunks.clear();
        provider.endGeneration(this, epoch, linked, true, 0);
        if (standalone) {
            provider.close();
        }
        return bytes;
    }
}
