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

package dev.arena.engine.pool;

import java.lang.ref.WeakReference;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.util.DelayedTasks;

/**
 * Trims a pool's cache once per idle time-out, so that a chunk that was not needed during a whole interval is given back. The
 * task runs on the JDK's common pool and holds the chunk pool weakly: a pool that is never closed costs no thread and can be
 * collected. A closed pool leaves no task behind, so its class loader can be collected.
 */
final class IdleTrimmer implements Runnable {
    private final WeakReference<ChunkPool> pool;
    private final long nanos;
    private @Nullable Future<?> next;
    private boolean stopped;

    private IdleTrimmer(ChunkPool pool, long nanos) {
        this.pool = new WeakReference<>(pool);
        this.nanos = nanos;
    }

    static IdleTrimmer schedule(ChunkPool pool, long nanos) {
        var trim = new IdleTrimmer(pool, nanos);
        trim.scheduleNext();
        return trim;
    }

    private synchronized void scheduleNext() {
        if (!stopped) {
            next = DelayedTasks.schedule(this, nanos);
        }
    }

    /** Stops further trims. A trim that is running completes. */
    synchronized void stop() {
        stopped = true;
        if (next != null) {
            next.cancel(false);
        }
    }

    @Override
    public void run() {
        ChunkPool target = pool.get();
        if (target != null) {
            try {
                target.trimIdle();
            } finally {
                scheduleNext();
            }
        }
    }
}
