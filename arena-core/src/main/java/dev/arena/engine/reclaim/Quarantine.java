package dev.arena.engine.reclaim;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.budget.Account;
import dev.arena.engine.chunk.Chunk;
import dev.arena.engine.chunk.SizeClass;
import dev.arena.engine.util.CoarseClock;
import dev.arena.engine.util.DelayedTasks;

/**
 * Where chunks wait until the session that could reach them has closed. Members join the current {@link Epoch}; when they leave,
 * they leave their chunks in it. An epoch that has gathered enough is sealed, and when its last member leaves, one close frees
 * the chunks of all. Until then stale access is harmless, as the memory belongs to nobody; after it, it throws. This is
 * epoch-based reclamation (Fraser, <em>Practical lock-freedom</em>, 2004), with the JDK's handshake in the place of per-thread
 * epochs.
 *
 * <p><b>What a member that lives on costs the others.</b> Chunks that were left in its epoch wait for it. The bytes that can
 * come to wait so are charged to an {@link Account} before they are taken: while a member of an epoch with others, each chunk
 * counts. Where its limit leaves no room, a member gets an epoch of its own. It then pays for its close alone, 30 to 170 µs,
 * but nobody waits for it. So what waits for members is never more than the limit, however many members live on. A member that
 * is the last one of a sealed epoch charges nothing, as nobody can wait for it any more but what was left already. Work that is
 * known to live long asks for an epoch of its own.
 *
 * <p>Epochs are sealed by bytes, by number of members and by age. That is checked when a member joins and when one leaves, and
 * half a second after one has left; so an epoch without members closes within about that time.
 *
 * <p>Safe for use by any thread.
 */
public final class Quarantine {

    /** Spreads the cost of one close, up to some 170 µs with many threads, over so many members at most. */
    private static final int MOST_MEMBERS = 512;

    private static final long MOST_AGE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final Logger LOG = System.getLogger("dev.arena");

    private final Account waiting;
    private final long mostBytes;
    private final Consumer<@Nullable Chunk> recycle;

    /** Held while an epoch closes, so that whoever is short of memory can wait for what is on its way back. */
    private final ReentrantLock closing = new ReentrantLock();

    private final Object lock = new Object();
    private @Nullable Epoch current;

    /** Sealed epochs whose session could not close because a native call was using it. */
    private final List<Epoch> busy = new ArrayList<>();
    private boolean closed;
    private @Nullable Future<?> sweep;
    private long bytes;
    private long chunks;

    /** Of each size class, as far as any was seen. */
    private long[] byClass = {};
    private long epochsClosed;

    /**
     * An empty quarantine.
     *
     * @param waiting   limits what may come to wait for members that live on
     * @param mostBytes how much an epoch gathers before it is sealed
     * @param recycle   takes back chunks that nobody can reach, linked
     */
    public Quarantine(Account waiting, long mostBytes, Consumer<@Nullable Chunk> recycle) {
        this.waiting = waiting;
        this.mostBytes = mostBytes;
        this.recycle = recycle;
    }

    /** Makes the caller, which takes a chunk of {@code bytes} first, a member of an epoch; of its own if it need be. */
    public Epoch join(long firstBytes) {
        Epoch over = null;
        Epoch joined = null;
        synchronized (lock) {
            Epoch epoch = current;
            if (epoch != null && isFull(epoch)) {
                seal(epoch);
                over = epoch.members == 0 ? epoch : null;
                epoch = null;
            }
            if (!closed && firstBytes < mostBytes && waiting.tryCharge(firstBytes)) {
                joined = epoch == null ? openEpoch(firstBytes) : epoch;
                joined.charged += firstBytes;
                joined.members++;
            }
        }
        if (over != null) {
            close(over);
        }
        return joined == null ? joinAlone() : joined;
    }

    private Epoch openEpoch(long charged) {
        try {
            current = new Epoch(false);
            return current;
        } catch (RuntimeException | Error e) { // no heap left
            waiting.release(charged);
            throw e;
        }
    }

    /** Makes the caller the only member of an epoch of its own. Nobody waits for it, and it pays for the close alone. */
    public Epoch joinAlone() {
        var epoch = new Epoch(true);
        epoch.members = 1;
        return epoch;
    }

    /**
     * A member of {@code epoch} takes one more chunk.
     *
     * @return false if what may come to wait would be too much; the member must then take the chunk under another epoch
     */
    public boolean tryAdd(Epoch epoch, long moreBytes) {
        if (epoch.exclusive) {
            return true;
        }
        synchronized (lock) {
            if (epoch.members == 1 && !epoch.sealed && isTooLarge(epoch, moreBytes)) {
                seal(epoch);
                chargeForOneMember(epoch);
            }
            if (epoch.sealed && epoch.members == 1) {
                return true;
            }
            if (moreBytes >= mostBytes || !waiting.tryCharge(moreBytes)) {
                return false; // a chunk that fills an epoch would share the cost of its close with nobody
            }
            epoch.charged += moreBytes;
            return true;
        }
    }

    private boolean isTooLarge(Epoch epoch, long moreBytes) {
        return epoch.charged + moreBytes > mostBytes || moreBytes > waiting.room();
    }

    /** Nobody can come to wait for the last member of a sealed epoch: only what was left before counts. */
    private void chargeForOneMember(Epoch epoch) {
        waiting.release(epoch.charged - epoch.bytes);
        epoch.charged = epoch.bytes;
    }

    /** Ends a membership and leaves chunks that no live segment may reach any more, but stale ones can. */
    public void leave(Epoch epoch, @Nullable Chunk linked) {
        boolean over;
        synchronized (lock) {
            long bytesBefore = epoch.bytes;
            int countBefore = epoch.chunkCount;
            countByClass(linked, 1);
            epoch.add(linked);
            bytes += epoch.bytes - bytesBefore;
            chunks += epoch.chunkCount - countBefore;
            epoch.members--;
            epoch.left++;
            if (closed || isFull(epoch)) {
                seal(epoch);
            }
            over = epoch.sealed && epoch.members == 0;
            if (epoch.sealed && epoch.members == 1) {
                chargeForOneMember(epoch);
            }
            if (!over) {
                scheduleSweep();
            }
        }
        if (over) {
            close(epoch);
        }
    }

    private void countByClass(@Nullable Chunk linked, int each) {
        for (Chunk chunk = linked; chunk != null; chunk = chunk.next()) {
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
        return Math.max(epoch.bytes, epoch.charged) >= mostBytes || epoch.members + epoch.left >= MOST_MEMBERS
                || CoarseClock.nanoTime() - epoch.openedNanos > MOST_AGE_NANOS;
    }

    @SuppressWarnings("ReferenceEquality")
    private void seal(Epoch epoch) {
        epoch.sealed = true;
        if (epoch == current) {
            current = null;
        }
    }

    private void scheduleSweep() {
        if (sweep == null && !closed) {
            try {
                sweep = DelayedTasks.schedule(this::sweep, SWEEP_NANOS);
            } catch (RuntimeException | OutOfMemoryError e) { // an arena that ends can do nothing about it: the next one tries again
                LOG.log(Level.WARNING, "Memory of shared arenas waits longer, as no task can be scheduled", e);
            }
        }
    }

    /** Seals the current epoch, closes it if it has no members, and tries again those that were in use. */
    private void sweep() {
        synchronized (lock) {
            sweep = null;
        }
        reclaim();
        synchronized (lock) {
            if (!busy.isEmpty()) {
                scheduleSweep();
            }
        }
    }

    private void close(Epoch epoch) {
        closing.lock();
        try {
            MemorySegment.Scope scope = epoch.session().scope();
            try {
                epoch.session().close();
            } catch (RuntimeException e) {
                if (scope.isAlive()) { // a native call is using a segment: try again later
                    synchronized (lock) {
                        busy.add(epoch);
                        scheduleSweep();
                    }
                    return;
                }
                LOG.log(Level.WARNING, "An action attached to a shared arena failed when its session was closed", e);
            }
            Chunk free = epoch.chunks;
            epoch.chunks = null;
            synchronized (lock) {
                countByClass(free, -1); // first, as afterwards the classes are not known
            }
            recycle.accept(free);
            synchronized (lock) { // last, so that nobody misses the bytes that have not arrived yet
                bytes -= epoch.bytes;
                chunks -= epoch.chunkCount;
                epochsClosed++;
                waiting.release(epoch.charged);
                epoch.charged = 0;
            }
        } finally {
            closing.unlock();
        }
    }

    /**
     * Closes what can be closed now: the current epoch if it has no members, and those that were in use before. Waits for closes
     * that other threads have begun.
     *
     * @return whether any chunks have come back during this call
     */
    public boolean reclaim() {
        long before = epochsClosed();
        closing.lock();
        try {
            List<Epoch> over;
            synchronized (lock) {
                over = new ArrayList<>(busy);
                busy.clear();
                Epoch epoch = current;
                if (epoch != null && epoch.left > 0) {
                    seal(epoch);
                    if (epoch.members == 0) {
                        over.add(epoch);
                    } else if (epoch.members == 1) {
                        chargeForOneMember(epoch);
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
    public void close() {
        synchronized (lock) {
            closed = true;
            if (sweep != null) {
                sweep.cancel(false);
                sweep = null;
            }
        }
        reclaim();
    }

    private long epochsClosed() {
        synchronized (lock) {
            return epochsClosed;
        }
    }

    /** Whether a session could not be closed because a native call was using it, and nobody has tried again since. */
    public boolean isBusy() {
        synchronized (lock) {
            return !busy.isEmpty();
        }
    }

    /** Bytes that wait in {@code epoch} for its members. */
    public long bytesWaitingIn(Epoch epoch) {
        synchronized (lock) {
            return epoch.members == 0 ? 0 : epoch.bytes;
        }
    }

    /** Bytes that wait. */
    public long bytes() {
        synchronized (lock) {
            return bytes;
        }
    }

    /** Adds the chunks that wait to {@code counts}, by the index of their size class. */
    public void addByClass(long[] counts) {
        synchronized (lock) {
            for (int i = 0; i < byClass.length; i++) {
                counts[i] += byClass[i];
            }
        }
    }

    /** Chunks that wait. */
    public long chunks() {
        synchronized (lock) {
            return chunks;
        }
    }
}
