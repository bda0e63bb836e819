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

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.leak.LeakDetector;
import dev.arena.engine.pool.PoolObserver;

/** Calls a {@link PoolListener} and logs its exceptions. */
record ListenerObserver(String pool, PoolListener listener) implements PoolObserver {
    private static final Logger LOG = System.getLogger("dev.arena");

    @Override
    public void refused(RuntimeException refusal) {
        tell(() -> listener.onRefusal((ArenaExhaustedException) refusal));
    }

    @Override
    public void leaked(LeakDetector.Kind kind, long bytes, Throwable openedAt) {
        tell(() -> listener.onLeak(new LeakReport(pool, kind(kind), bytes, openedAt)));
    }

    /** The public name of a kind. */
    static LeakReport.Kind kind(LeakDetector.Kind kind) {
        return switch (kind) {
            case ARENA -> LeakReport.Kind.ARENA;
            case HANDLE -> LeakReport.Kind.HANDLE;
            case POOL -> LeakReport.Kind.POOL;
        };
    }

    @Override
    public @Nullable String traceId() {
        try {
            return listener.traceId();
        } catch (RuntimeException | Error e) {
            log(e);
            return null;
        }
    }

    private void tell(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException | Error e) {
            log(e);
        }
    }

    private void log(Throwable failure) {
        LOG.log(Level.WARNING, "The listener of pool '" + pool + "' failed", failure);
    }
}
