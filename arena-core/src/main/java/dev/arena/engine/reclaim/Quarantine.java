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

package dev.arena.engine.reclaim;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
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
 * Holds released chunks until the session that can reach them has closed. Members join the current {@link Epoch} and leave
 * their chunks in it. An epoch that has gathered enough is sealed. When its last member leaves, one close frees the chunks of
 * all members. Stale access is harmless before the close, because the memory has no owner, and throws after it. This is
 * epoch-based reclamation (Fraser, <em>Practical lock-freedom</em>, 2004), with the JDK's handshake in the place of per-thread
 * epochs.
 *
 * <p><b>Limit.</b> A member that stays open keeps its epoch open, and with it the chunks that other members have left there.
 * Each member of a shared epoch therefore charges a chunk to an {@link Account} before it takes the chunk. If the account has
 * no room, the member gets an epoch of its own. It then pays for its close alone, 30 to 170 µs, and no other member waits for
 * it. So the chunks that wait for open members never exceed the limit, however many members stay open. When one member of a
 * sealed epoch is left, it charges nothing more, because no further chunk can wait for it. Work that is known to be long-lived
 * asks for an epoch of its own.
 *
 * <p>Epochs are sealed by bytes, by number of members and by age. This is checked when a member joins and when a member leaves.
 * In addition, an epoch that a member has left is sealed within half a second, so an epoch without members closes within about
 * that time.
 *
 * <p>Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class Quarantine {

    /** Members after which an epoch is sealed. They share the cost of one close, up to 170 µs with many threads. */
    private static final int MOST_MEMBERS = 512;

    private static final long MOST_AGE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final Logger LOG = System.getLogger("dev.arena");

    private final Account waiting;
    private final long mostBytes;
    private final Consumer<@Nullable Chunk> recycle;

    /** Held while an epoch closes, so that a thread that needs memory can wait for chunks that are being returned. */
    private final ReentrantLock closing = new ReentrantLock();

    private final Object lock = new Object();
    private @Nullable Epoch current;

    /** Sealed epochs without members: those that are about to close, and those that a native call is using. */
    private final Queue<Epoch> closable = new ArrayDeque<>();
    private boolean closed;
    private @Nullable Future<?> sweep;
    private long bytes;
    private long chunks;

    /** Number of chunks of each size class, by its index. */
    private long[] byClass = {};
    private long epochsClosed;

    /**
     * An empty quarantine.
     *
     * @param waiting   limits the bytes that may wait for open members
     * @param mostBytes bytes that an epoch gathers before it is sealed
     * @param recycle   takes back linked chunks that no session can reach
     */
    public Quarantine(Account waiting, long mostBytes, Consumer<@Nullable Chunk> recycle) {
        this.waiting = waiting;
        this.mostBytes = mostBytes;
        this.recycle = recycle;
    }

    /**
     * Makes the caller a member of an epoch, with a first chunk of {@code firstBytes}. If the limit has no room, the epoch is
     * its own.
     */
    public Epoch join(long firstBytes) {
        Epoch joined = null;
        boolean over = false;
        synchronized (lock) {
            Epoch epoch = current;
            if (epoch != null && isFull(epoch)) {
                over = seal(epoch);
                epoch = null;
            }
            if (!closed && firstBytes < mostBytes && waiting.tryCharge(firstBytes)) {
                joined = epoch == null ? openEpoch(firstBytes) : epoch;
                joined.charged += firstBytes;
                joined.members++;
            }
        }
        if (over) {
            closeAll();
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

    /** Makes the caller the only member of a new epoch. No other member waits for it, and it pays for the close alone. */
    public Epoch joinAlone() {
        var epoch = new Epoch(true);
        epoch.members = 1;
        return epoch;
    }

    /**
     * Adds the chunk that a member of {@code epoch} is about to take.
     *
     * @return false if the limit has no room; the member must then take the chunk under another epoch
     */
    public boolean tryAdd(Epoch epoch, long moreBytes) {
        if (epoch.exclusive) {
            return true;
        }
        synchronized (lock) {
            if (epoch.members == 1 && !epoch.sealed && isTooLarge(epoch, moreBytes)) {
                seal(epoch);
            }
            if (epoch.sealed && epoch.members == 1) {
                return true;
            }
            if (moreBytes >= mostBytes || !waiting.tryCharge(moreBytes)) {
                return false; // a chunk that fills an epoch alone does not share the cost of the close
            }
            epoch.charged += moreBytes;
            return true;
        }
    }

    private boolean isTooLarge(Epoch epoch, long moreBytes) {
        return epoch.charged + moreBytes > mostBytes || moreBytes > waiting.room();
    }

    /** Reduces the charge of a sealed epoch with one member to the bytes left in it. No further chunk can wait for that member. */
    private void chargeForOneMember(Epoch epoch) {
        waiting.release(epoch.charged - epoch.bytes);
        epoch.charged = epoch.bytes;
    }

    /** Ends a membership. The chunks must not be reachable by live segments, but may be reachable by stale ones. */
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
            over = (epoch.sealed || closed || isFull(epoch)) && seal(epoch);
            if (!over) {
                scheduleSweep();
            }
        }
        if (over) {
            closeAll();
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

    /** Lets an epoch take no more members. Returns whether it has none, so that it must be closed. */
    @SuppressWarnings("ReferenceEquality")
    private boolean seal(Epoch epoch) {
        epoch.sealed = true;
        if (epoch == current) {
            current = null;
        }
        if (epoch.members == 1) {
            chargeForOneMember(epoch);
        } else if (epoch.members == 0) {
            closable.add(epoch); // within the lock: a thread that is short of memory must find it
        }
        return epoch.members == 0;
    }

    private void scheduleSweep() {
        if (sweep == null && !closed) {
            try {
                sweep = DelayedTasks.schedule(this::sweep, SWEEP_NANOS);
            } catch (RuntimeException | OutOfMemoryError e) { // the end of an arena cannot handle this: the next one tries again
                warn("Memory of shared arenas stays in quarantine for longer, because no task can be scheduled", e);
            }
        }
    }

    /** Seals the current epoch, closes it if it has no members, and retries epochs that a native call was using. */
    private void sweep() {
        synchronized (lock) {
            sweep = null;
        }
        reclaim();
        synchronized (lock) {
            if (!closable.isEmpty()) {
                scheduleSweep();
            }
        }
    }

    /** Closes each sealed epoch without members, once. Waits for closes that other threads have begun. */
    private void closeAll() {
        closing.lock();
        try {
            int count;
            synchronized (lock) {
                count = closable.size();
            }
            for (int i = 0; i < count; i++) { // only once, because epochs in use by a native call return to the list
                Epoch epoch;
                synchronized (lock) {
                    epoch = closable.remove();
                }
                close(epoch);
            }
        } finally {
            closing.unlock();
        }
    }

    private void close(Epoch epoch) {
        MemorySegment.Scope scope = epoch.session().scope();
        try {
            epoch.session().close();
        } catch (RuntimeException | Error e) {
            if (scope.isAlive()) { // a native call is using a segment: retry later
                synchronized (lock) {
                    closable.add(epoch);
                    scheduleSweep();
                }
                return;
            }
            warn("An action attached to a shared arena failed when its session was closed", e);
        }
        Chunk free = epoch.chunks;
        epoch.chunks = null;
        synchronized (lock) {
            countByClass(free, -1); // first, because the list is consumed below
        }
        recycle.accept(free);
        synchronized (lock) { // last, so that a thread that adds up idle bytes misses none
            bytes -= epoch.bytes;
            chunks -= epoch.chunkCount;
            epochsClosed++;
            waiting.release(epoch.charged);
            epoch.charged = 0;
        }
    }

    private static void warn(String message, Throwable cause) {
        try {
            LOG.log(Level.WARNING, message, cause);
        } catch (RuntimeException | Error _) {
            // a log that fails must not keep the chunks from the pool
        }
    }

    /**
     * Closes each epoch that can be closed now: the current one if it has no members, and those that a native call was using.
     * Waits for closes that other threads have begun.
     *
     * @return whether an epoch was closed during this call
     */
    public boolean reclaim() {
        long before = epochsClosed();
        closing.lock();
        try {
            synchronized (lock) {
                Epoch epoch = current;
                if (epoch != null && epoch.left > 0) {
                    seal(epoch);
                }
            }
            closeAll();
        } finally {
            closing.unlock();
        }
        return epochsClosed() > before;
    }

    /** Closes each epoch that can be closed now, and from then on each epoch as soon as its members have left. */
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

    /** Whether an epoch waits for the end of a native call that uses its session. */
    public boolean isBusy() {
        synchronized (lock) {
            return !closable.isEmpty();
        }
    }

    /** Bytes that wait in {@code epoch} for its open members. */
    public long bytesWaitingIn(Epoch epoch) {
        synchronized (lock) {
            return epoch.members == 0 ? 0 : epoch.bytes;
        }
    }

    /** Bytes in quarantine. */
    public long bytes() {
        synchronized (lock) {
            return bytes;
        }
    }

    /** Adds the chunks in quarantine to {@code counts}, by the index of their size class. */
    public void addByClass(long[] counts) {
        synchronized (lock) {
            for (int i = 0; i < byClass.length; i++) {
                counts[i] += byClass[i];
            }
        }
    }

    /** Chunks in quarantine. */
    public long chunks() {
        synchronized (lock) {
            return chunks;
        }
    }
}
