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
 * A value in arena memory that has escaped and has one owner. It stays when its arena is reset or closed, until this handle is
 * closed. Must be closed, or handed on by {@link #share}. A handle that is forgotten is a leak: it keeps its chunk, or is ended
 * by {@link LeakDetection}; so keep the handle, and not the value alone, as long as the value is used.
 *
 * <p>The value can be used, and the handle closed, by any thread. After the close, what {@link #get} has answered must not be
 * used: access then throws {@link IllegalStateException} sooner or later, and never shows another's bytes.
 *
 * @param <T> type of the value
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
     * @throws IllegalStateException if the handle was closed or handed on
     */
    public T get() {
        if (ESCAPE.getAcquire(this) == null) {
            throw over();
        }
        return value;
    }

    /**
     * Turns this handle into one to another view of the same memory, such as a string that was made of bytes. This one has
     * ended then and need not be closed.
     *
     * @param  <R>                   type of the view
     * @param  view                  makes the view of the value; if it throws, this handle stays as it was
     * @return                       the handle that has taken over
     * @throws IllegalStateException if this handle was closed or handed on
     */
    public <R> Owned<R> map(Function<? super T, ? extends R> view) {
        R seen = view.apply(get());
        return handOn(held -> new Owned<>(held, seen));
    }

    /**
     * Turns this handle into one that can be shared. This one has ended then and need not be closed.
     *
     * @return                       the first handle of a family
     * @throws IllegalStateException if the handle was closed or handed on
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

    /**
     * Ends the value.
     *
     * @throws IllegalStateException if the handle was closed or handed on
     */
    @Override
    public void close() {
        EscapedChunk held = detach();
        closeTracker();
        held.drop();
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
                Reference.reachabilityFence(this); // or it could be taken for lost before it is over
            }
        }
    }

    private static IllegalStateException over() {
        return new IllegalStateException("This Owned handle was closed or handed on before");
    }
}
