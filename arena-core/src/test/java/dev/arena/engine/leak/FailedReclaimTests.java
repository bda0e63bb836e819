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

package dev.arena.engine.leak;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.Test;

import dev.arena.engine.pool.PoolObserver;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests that a leak is reported even if its memory cannot be reclaimed. */
class FailedReclaimTests {
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final Logger LOG = Logger.getLogger("dev.arena");

    @Test
    void failedReclaimIsLoggedWithItsCause() throws InterruptedException {
        BlockingQueue<LogRecord> heard = new LinkedBlockingQueue<>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                if (record.getMessage().contains("'unreclaimable'")) {
                    heard.add(record);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        LOG.addHandler(handler);
        LOG.setUseParentHandlers(false);
        try {
            var leaks = new LeakDetector("unreclaimable", LeakDetector.Scope.ALL, PoolObserver.NONE);
            forget(leaks);
            LogRecord record = null;
            long start = System.nanoTime();
            while (record == null && System.nanoTime() - start < PATIENCE_NANOS) {
                System.gc();
                record = heard.poll(50, TimeUnit.MILLISECONDS);
            }
            assertThat(requireNonNull(record).getMessage())
                    .isEqualTo("Leak in 'unreclaimable': the memory of a handle could not be reclaimed");
            assertThat(record.getThrown()).hasMessage("expected");
        } finally {
            LOG.setUseParentHandlers(true);
            LOG.removeHandler(handler);
        }
    }

    private static void forget(LeakDetector leaks) {
        AllocationSite opening = requireNonNull(leaks.sample());
        assertThat(new LeakTracker(leaks, LeakDetector.Kind.HANDLE, opening, new Object(), () -> {
            throw new IllegalStateException("expected");
        })).isNotNull();
    }
}
