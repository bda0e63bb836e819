package dev.arena.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Where chunks wait until the session that could reach them has closed. Generations of shared arenas join the current
 * {@link Epoch}; at their end they leave their chunks in it. An epoch that has gathered enough is sealed, and when its last
 * member leaves, one close frees the chunks of all. Until then stale access is harmless, as the memory belongs to nobody;
 * after it, it throws.
 *
 * <p>Epochs rotate by bytes, by number of generations and by age, so that a long-running generation keeps no more than one
 * epoch's chunks from the others. This is the idea of epoch-based reclamation (Fraser, <em>Practical lock-freedom</em>, 2004),
 * with the JDK's handshake in the place of per-thread epochs.
 *
 * <p>Safe for use by any thread.
 */
final class Quarantine {

    /** Spreads the cost of one close, up to some 170 µs with many threads, over so many generations at most. */
    private static final int MOST_GENERATIONS = 512;

    private static final Logger LOG = System.getLogger("dev.arena");

    private static final long MOST_AGE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long mostBytes;
    private final Consumer<@Nullable Chunk> recycle;

    /** Held while an epoch closes, so that whoever is short of memory can wait for what is on its way back. */
    private final ReentrantLock closing = new ReentrantLock();

    private final Object lock = new Object();
    private @Nullable Epoch current;

    /** Sealed epochs whose session could not close because a native call was using it. */
    private final List<Epoch> stuck = new ArrayList<>();
    private boolean closed;
    private long bytes;
    private long chunks;

    /** Of each size class, as far as any was seen. */
    private long[] byClass = {};
    private long epochsClosed;

    /**
     * An empty quarantine.
     *
     * @param mostBytes how much an epoch gathers before it is sealed
     * @param recycle   takes back chunks that nobody can reach, linked
     */
    Quarantine(long mostBytes, Consumer<@Nullable Chunk> recycle) {
        this.mostBytes = mostBytes;
        this.recycle = recycle;
    }

    /** Makes the caller a member of the current epoch. */
    Epoch join() {
        synchronized (lock) {
            Epoch epoch = current;
            if (epoch == null) {
                epoch = new Epoch();
                current = epoch;
            }
            epoch.members++;
            return epoch;
        }
    }

    /** Ends a membership and leaves chunks that no live segment may reach any more, but stale ones can. */
    void leave(Epoch epoch, @Nullable Chunk linked) {
        boolean over;
        synchronized (lock) {
            long before = epoch.bytes;
            int countBefore = epoch.chunkCount;
            countByClass(linked, 1);
            epoch.add(linked);
            bytes += epoch.bytes - before;
            chunks += epoch.chunkCount - countBefore;
            epoch.members--;
            epoch.ended++;
            if (closed || isFull(epoch)) {
                seal(epoch);
            }
            over = epoch.sealed && epoch.members == 0;
        }
        if (over) {
            close(epoch);
        }
    }

    private void countByClass(@Nullable Chunk linked, int each) {
        for (Chunk chunk = linked; chunk != null; chunk = chunk.next) {
            SizeClass sizeClass = chunk.sizeClass();
            if (sizeClass != null) {
                if (sizeClass.index() >= byClass.length) {
                    byClass = Arrays.copyOf(byClass, sizeClass.index() + 1);
                }
                byClass[sizeClass.index()] += each;
            }
        }
    }

    private boolean isFull(Epoch epoch) {
        return epoch.bytes >= mostBytes || epoch.ended >= MOST_GENERATIONS
                || System.nanoTime() - epoch.openedNanos > MOST_AGE_NANOS;
    }

    @SuppressWarnings("ReferenceEquality")
    private void seal(Epoch epoch) {
        epoch.sealed = true;
        if (epoch == current) {
            current = null;
        }
    }

    private void close(Epoch epoch) {
        closing.lock();
        try {
            MemorySegment.Scope scope = epoch.session.scope();
            try {
                epoch.session.close();
            } catch (RuntimeException e) {
                if (scope.isAlive()) { // a native call is using a segment: try again later
                    synchronized (lock) {
                        stuck.add(epoch);
                    }
                    return;
                }
                LOG.log(Level.WARNING, "An action attached to a shared arena failed when its session was closed", e);
            }
            Chunk free = epoch.chunks;
            epoch.chunks = null;
            synchronized (lock) {
                countByClass(free, -1); // first, as there is no telling later what they were
            }
            recycle.accept(free);
            synchronized (lock) { // last, so that nobody misses the bytes that have not arrived yet
                bytes -= epoch.bytes;
                chunks -= epoch.chunkCount;
                epochsClosed++;
            }
        } finally {
            closing.unlock();
        }
    }

    /**
     * Closes what can be closed now: the current epoch if it has no members, and those that could not close earlier. Waits
     * for closes that other threads have begun.
     *
     * @return whether any chunks have come back during this call
     */
    boolean reclaim() {
        long before = epochsClosed();
        closing.lock();
        try {
            List<Epoch> over;
            synchronized (lock) {
                over = new ArrayList<>(stuck);
                stuck.clear();
                Epoch epoch = current;
                if (epoch != null && epoch.ended > 0) {
                    seal(epoch);
                    if (epoch.members == 0) {
                        over.add(epoch);
                    }
                }
            }
            over.forEach(this::close);
        } finally {
            closing.unlock();
        }
        return epochsClosed() > before;
    }

    /** Closes what can be closed, and from now on each epoch as soon as its members have left. */
    void close() {
        synchronized (lock) {
            closed = true;
        }
        reclaim();
    }

    private long epochsClosed() {
        synchronized (lock) {
            return epochsClosed;
        }
    }

    /** Whether a session could not be closed because a native call was using it, and nobody has tried again since. */
    boolean isStuck() {
        synchronized (lock) {
            return !stuck.isEmpty();
        }
    }

    /** Bytes that wait. */
    long bytes() {
        synchronized (lock) {
            return bytes;
        }
    }

    /** Adds the chunks that wait to {@code counts}, by the index of their size class. */
    void addByClass(long[] counts) {
        synchronized (lock) {
            for (int i = 0; i < byClass.length; i++) {
                counts[i] += byClass[i];
            }
        }
    }

    /** Chunks that wait. */
    long chunks() {
        synchronized (lock) {
            return chunks;
        }
    }
}
