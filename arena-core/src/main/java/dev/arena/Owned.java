package dev.arena;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.Escape;

/**
 * A value in arena memory that has escaped and has one owner. It stays when its arena is reset or closed, until this handle is
 * closed. Must be closed, or handed on by {@link #share}; a handle that is forgotten keeps its chunk.
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
            ESCAPE = MethodHandles.lookup().findVarHandle(Owned.class, "escape", Escape.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final T value;

    /** Null once this handle has ended. */
    private volatile @Nullable Escape escape;

    Owned(Escape escape, T value) {
        this.escape = escape;
        this.value = value;
    }

    /**
     * The value.
     *
     * @return                       the value
     * @throws IllegalStateException if the handle was closed or handed on
     */
    public T get() {
        if (escape == null) {
            throw over();
        }
        return value;
    }

    /**
     * Turns this handle into one that can be shared. This one has ended then and need not be closed.
     *
     * @return                       the first handle of a family
     * @throws IllegalStateException if the handle was closed or handed on
     */
    public Shared<T> share() {
        return new Shared<>(take(), value);
    }

    /**
     * Ends the value.
     *
     * @throws IllegalStateException if the handle was closed or handed on
     */
    @Override
    public void close() {
        take().drop();
    }

    private Escape take() {
        var held = (Escape) ESCAPE.getAndSet(this, null);
        if (held == null) {
            throw over();
        }
        return held;
    }

    private static IllegalStateException over() {
        return new IllegalStateException("This Owned handle was closed or handed on before");
    }
}
