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

package dev.arena.spring.boot.autoconfigure;

import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.arena.ArenaExhaustedException;
import dev.arena.LeakReport;
import dev.arena.PoolListener;

/** Combines several listeners. It calls all of them, even if some throw exceptions. */
record PoolListeners(List<PoolListener> listeners) implements PoolListener {

    PoolListeners {
        listeners = List.copyOf(listeners);
    }

    @Override
    public void onRefusal(ArenaExhaustedException refused) {
        callAll(listener -> listener.onRefusal(refused));
    }

    @Override
    public void onLeak(LeakReport leak) {
        callAll(listener -> listener.onLeak(leak));
    }

    @Override
    public @Nullable String traceId() {
        for (PoolListener listener : listeners) {
            String traceId = listener.traceId();
            if (traceId != null) {
                return traceId;
            }
        }
        return null;
    }

    private void callAll(Consumer<PoolListener> event) {
        RuntimeException failure = null;
        for (PoolListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException e) {
                failure = combine(failure, e);
            }
        }
        if (failure != null) {
            throw failure; // the pool logs it
        }
    }

    private static RuntimeException combine(@Nullable RuntimeException earlier, RuntimeException failure) {
        if (earlier == null) {
            return failure;
        }
        earlier.addSuppressed(failure);
        return earlier;
    }
}
