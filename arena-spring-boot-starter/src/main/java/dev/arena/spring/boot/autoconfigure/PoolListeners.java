package dev.arena.spring.boot.autoconfigure;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.arena.ArenaExhaustedException;
import dev.arena.LeakReport;
import dev.arena.PoolListener;

/** Several listeners as one. All of them hear, whatever one of them throws. */
record PoolListeners(List<PoolListener> listeners) implements PoolListener {

    PoolListeners {
        listeners = List.copyOf(listeners);
    }

    @Override
    public void onRefusal(ArenaExhaustedException refused) {
        tellAll(listener -> listener.onRefusal(refused));
    }

    @Override
    public void onLeak(LeakReport leak) {
        tellAll(listener -> listener.onLeak(leak));
    }

    @Override
    public @Nullable String traceId() {
        return listeners.stream().map(PoolListener::traceId).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private void tellAll(Consumer<PoolListener> event) {
        RuntimeException failure = null;
        for (PoolListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException e) {
                failure = first(failure, e);
            }
        }
        if (failure != null) {
            throw failure; // the pool logs it
        }
    }

    private static RuntimeException first(@Nullable RuntimeException earlier, RuntimeException failure) {
        if (earlier == null) {
            return failure;
        }
        earlier.addSuppressed(failure);
        return earlier;
    }
}
