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
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.leak.AllocationSite;
import dev.arena.engine.leak.LeakTracker;
import dev.arena.engine.reclaim.EscapedChunk;

/**
 * A handle with a single owner, to a value that has escaped from its arena. The value remains valid when its arena is reset
 * or closed, until the handle is closed. Close the handle, or transfer the value by {@link #map} or {@link #share}. A handle
 * that becomes garbage without being closed is a leak: it keeps its chunk until {@link LeakDetection} ends it. Keep a
 * reference to the handle as long as you use the value.
 *
 * <p>Any thread may use the value and close the handle. Do not use the value after the close. An access then throws
 * {@link IllegalStateException}, at once or some time later, and never reads memory of another owner.
 *
 * @param <T> type of the value
 * @since 0.1.0
 */
public final class Owned<T> implements AutoCloseable {
    private static final VarHandle ESCAPE;
    static {
        try {
            ESCAPE = MethodHandles.lookup().findVarHandle(Owned.class, "escape", EscapedChunk.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final T value;

    /** Null once this handle has ended. */
    @SuppressWarnings("UnusedVariable") // through ESCAPE
    private @Nullable EscapedChunk escape;

    /** Null for most handles: few are tracked, unless all are. */
    private final @Nullable LeakTracker tracker;

    Owned(EscapedChunk escape, T value) {
        this.escape = escape;
        this.value = value;
        AllocationSite site = escape.sampleLeak();
        this.tracker = site == null ? null : escape.track(site, this, escape::drop);
    }

    /**
     * The value.
     *
     * @return                       the value
     * @throws IllegalStateException if the handle was closed, or its value was transferred
     */
    public T get() {
        if (ESCAPE.getAcquire(this) == null) {
            throw over();
        }
        return value;
    }

    /**
     * Converts this handle to a handle of another view of the same memory, such as a string from bytes. This handle then ends
     * and need not be closed.
     *
     * @param  <R>                   type of the view
     * @param  view                  creates the view of the value; if it throws, this handle remains unchanged
     * @return                       the handle that replaces this one
     * @throws IllegalStateException if this handle was closed, or its value was transferred
     */
    public <R> Owned<R> map(Function<? super T, ? extends R> view) {
        R seen = view.apply(get());
        return handOn(held -> new Owned<>(held, seen));
    }

    /**
     * Turns this handle into a handle that can be shared. This handle has then ended and need not be closed.
     *
     * @return                       the first shared handle
     * @throws IllegalStateException if the handle was closed, or its value was transferred
     */
    public Shared<T> share() {
        return handOn(held -> new Shared<>(held, value));
    }

    private <H> H handOn(Function<EscapedChunk, H> made) {
        EscapedChunk held = detach();
        H successor;
        try {
            successor = made.apply(held);
        } catch (RuntimeException | Error e) { // no heap left for the handle
            escape = held;
            throw e;
        }
        closeTracker();
        return successor;
    }

    /** Ends the value. Has no effect if the handle was already closed, or if its value was transferred. */
    @Override
    public void close() {
        var held = (EscapedChunk) ESCAPE.getAndSet(this, null);
        if (held != null) {
            closeTracker();
            held.drop();
        }
    }

    private EscapedChunk detach() {
        var held = (EscapedChunk) ESCAPE.getAndSet(this, null);
        if (held == null) {
            throw over();
        }
        return held;
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

    private static IllegalStateException over() {
        return new IllegalStateException(
                "This Owned handle is already closed, or its value was transferred to another handle");
    }
}
