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

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.leak.AllocationSite;
import dev.arena.engine.leak.LeakTracker;
import dev.arena.engine.reclaim.ChunkReference;
import dev.arena.engine.reclaim.EscapedChunk;

/**
 * One of several handles to a value that has escaped from its arena. The value remains valid when its arena is reset or
 * closed, until the last handle is closed. Close every handle, or transfer the value by {@link #map} or {@link #tryUnwrap}. A
 * handle that becomes garbage without being closed is a leak: it keeps the chunk until {@link LeakDetection} ends it. Keep a
 * reference to a handle as long as you use the value.
 *
 * <p>Any thread may use and close a handle. Do not use the value after the last handle is closed. An access then throws
 * {@link IllegalStateException}, at once or some time later, and never reads memory of another owner.
 *
 * @param <T> type of the value
 * @since 0.1.0
 */
public final class Shared<T> implements AutoCloseable {
    private static final VarHandle REFERENCE;
    static {
        try {
            REFERENCE = MethodHandles.lookup().findVarHandle(Shared.class, "reference", ChunkReference.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final T value;

    /** The chunk reference itself if this was the only handle so far, otherwise the family. Null once this handle has ended. */
    @SuppressWarnings("UnusedVariable") // through REFERENCE
    private @Nullable ChunkReference reference;

    /** Null for most handles: few are tracked, unless all are. */
    private final @Nullable LeakTracker tracker;

    /** The first handle of a value. */
    Shared(EscapedChunk escape, T value) {
        AllocationSite site = escape.sampleLeak();
        ChunkReference mine = site == null ? escape : new Family(escape); // a tracker can drop it if the handle leaks
        this.reference = mine;
        this.value = value;
        this.tracker = site == null ? null : escape.track(site, this, mine::drop);
    }

    /** Another handle of a family, which has counted it already. */
    private Shared(Family family, T value) {
        this.reference = family;
        this.value = value;
        AllocationSite site = family.escape.sampleLeak();
        this.tracker = site == null ? null : family.escape.track(site, this, family::drop);
    }

    /**
     * The value.
     *
     * @return                       the value
     * @throws IllegalStateException if this handle was closed, or its value was transferred
     */
    public T get() {
        if (REFERENCE.getAcquire(this) == null) {
            throw closed();
        }
        return value;
    }

    /**
     * Makes another handle to the same value.
     *
     * @return                       a handle, to be closed separately
     * @throws IllegalStateException if this handle was closed, or its value was transferred, or if there are 2<sup>31</sup>−1 handles already
     */
    public Shared<T> retain() {
        Family family = family();
        family.retain();
        try {
            return new Shared<>(family, value);
        } catch (RuntimeException | Error e) { // no heap left for the handle
            family.drop();
            throw e;
        }
    }

    /**
     * Converts this handle to a handle of another view of the same memory, such as a string from bytes. This handle then ends
     * and need not be closed. Other handles to the value remain unchanged.
     *
     * @param  <R>                   type of the view
     * @param  view                  creates the view of the value; if it throws, this handle remains unchanged
     * @return                       the handle that replaces this one
     * @throws IllegalStateException if this handle was closed, or its value was transferred
     */
    public <R> Shared<R> map(Function<? super T, ? extends R> view) {
        R seen = view.apply(get());
        var mine = (ChunkReference) REFERENCE.getAndSet(this, null);
        if (mine == null) {
            throw closed();
        }
        Shared<R> successor;
        try {
            successor = mine instanceof Family family
                    ? new Shared<>(family, seen)
                    : new Shared<>((EscapedChunk) mine, seen);
        } catch (RuntimeException | Error e) { // no heap left for the handle
            reference = mine;
            throw e;
        }
        closeTracker();
        return successor;
    }

    /**
     * Turns this handle into a handle with one owner, if it is the only one to its value. This handle has then ended and need not
     * be closed.
     *
     * @return                       the handle that replaces this one, or null if there are other handles to the value; this one
     *                               then remains unchanged
     * @throws IllegalStateException if this handle was closed, or its value was transferred
     */
    public @Nullable Owned<T> tryUnwrap() {
        EscapedChunk escape = takeIfOnly();
        if (escape == null) {
            return null;
        }
        Owned<T> successor;
        try {
            successor = new Owned<>(escape, value);
        } catch (RuntimeException | Error e) { // no heap left for the handle
            reference = escape;
            throw e;
        }
        closeTracker();
        return successor;
    }

    /** Ends this handle if it is the only one, and returns the reference to the chunk that it held; otherwise returns null. */
    private @Nullable EscapedChunk takeIfOnly() {
        for (;;) {
            ChunkReference mine = requireOpen();
            if (mine instanceof Family family) {
                if (!family.endIfLast()) {
                    requireOpen(); // another thread may have closed it
                    return null;
                }
                if (REFERENCE.getAndSet(this, null) == null) { // another thread has closed it, and did not end the family
                    family.escape.drop();
                    throw closed();
                }
                return family.escape;
            }
            if (REFERENCE.compareAndSet(this, mine, null)) {
                return (EscapedChunk) mine;
            }
        }
    }

    private Family family() {
        ChunkReference mine = requireOpen();
        if (mine instanceof EscapedChunk escape) {
            REFERENCE.compareAndSet(this, escape, new Family(escape));
            mine = requireOpen();
        }
        return (Family) mine;
    }

    /** Ends this handle. Ends the value if this is the last handle. Has no effect if this handle was closed before. */
    @Override
    public void close() {
        var mine = (ChunkReference) REFERENCE.getAndSet(this, null);
        if (mine == null) {
            return;
        }
        closeTracker();
        mine.drop();
    }

    private void closeTracker() {
        if (tracker != null) {
            try {
                tracker.close();
            } finally {
                Reference.reachabilityFence(this); // otherwise the handle could be found as a leak before the end
            }
        }
    }

    private ChunkReference requireOpen() {
        var mine = (ChunkReference) REFERENCE.getAcquire(this);
        if (mine == null) {
            throw closed();
        }
        return mine;
    }

    private static IllegalStateException closed() {
        return new IllegalStateException(
                "This Shared handle is already closed, or its value was transferred to another handle");
    }

    /** Counts the handles to one value. Together they hold one reference to the chunk. */
    static final class Family extends ChunkReference {
        private final EscapedChunk escape;
        private final AtomicInteger count;

        Family(EscapedChunk escape) {
            this(escape, new AtomicInteger(1));
        }

        Family(EscapedChunk escape, AtomicInteger count) {
            this.escape = escape;
            this.count = count;
        }

        /** Counts another handle. Throws if another thread has just closed the last one, or if the counter is at its limit. */
        void retain() {
            int before;
            do {
                before = count.get();
                if (before == 0) {
                    throw closed();
                }
                if (before == Integer.MAX_VALUE) {
                    throw new IllegalStateException(
                            "This value already has " + before + " handles, which is the maximum");
                }
            } while (!count.compareAndSet(before, before + 1));
        }

        /** Ends the family on behalf of its last handle, without dropping the chunk. Returns false if there are others. */
        boolean endIfLast() {
            return count.compareAndSet(1, 0);
        }

        @Override
        public void drop() {
            if (count.decrementAndGet() == 0) {
                escape.drop();
            }
        }
    }
}
