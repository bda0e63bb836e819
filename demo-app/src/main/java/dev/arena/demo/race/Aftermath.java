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

package dev.arena.demo.race;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.arena.ArenaPool;

/** The state of the pool and of the starter's meters after a race. */
@Component
final class Aftermath {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ArenaPool pool;
    private final MeterRegistry meters;

    Aftermath(ArenaPool pool, MeterRegistry meters) {
        this.pool = pool;
        this.meters = meters;
    }

    /**
     * The requests of a route that have used their arena.
     *
     * @param count number of requests
     * @param bytes total of their peaks
     */
    record Requests(long count, double bytes) {

        Requests since(Requests before) {
            return new Requests(count - before.count, bytes - before.bytes);
        }

        Requests plus(Requests other) {
            return new Requests(count + other.count, bytes + other.bytes);
        }

        long bytesPerRequest() {
            return count == 0 ? 0 : Math.round(bytes / count);
        }
    }

    Requests requests(Job job) {
        long count = 0;
        double bytes = 0;
        for (DistributionSummary summary : meters.find("arena.request.bytes").tag("uri", job.path()).summaries()) {
            count += summary.count();
            bytes += summary.totalAmount();
        }
        return new Requests(count, bytes);
    }

    long liveBytes() {
        return pool.stats().liveBytes();
    }

    /** Waits until no arena holds memory. Returns the milliseconds since {@code sinceNanos}; null if the wait timed out. */
    @Nullable
    Double awaitRelease(long sinceNanos) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (liveBytes() > 0) {
            if (System.nanoTime() > deadline) {
                return null;
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return (System.nanoTime() - sinceNanos) / 1e6;
    }
}
