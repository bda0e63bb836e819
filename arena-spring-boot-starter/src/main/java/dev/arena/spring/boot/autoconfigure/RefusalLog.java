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

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.arena.ArenaExhaustedException;
import dev.arena.PoolListener;

import static java.util.Objects.requireNonNull;

/**
 * Logs refused allocations, at most one per second for each reason, so that many large requests do not hide that the pool is
 * full. It logs on the refused thread, so the log line has the trace id of the request if the log pattern includes it. The pool
 * itself logs leaks.
 */
final class RefusalLog implements PoolListener {
    private static final Log LOG = LogFactory.getLog(RefusalLog.class);

    private final Map<ArenaExhaustedException.Reason, RateLimit> rateLimits = new EnumMap<>(
            ArenaExhaustedException.Reason.class);

    RefusalLog() {
        this(System::nanoTime);
    }

    RefusalLog(LongSupplier nanoTime) {
        for (ArenaExhaustedException.Reason reason : ArenaExhaustedException.Reason.values()) {
            rateLimits.put(reason, new RateLimit(nanoTime));
        }
    }

    @Override
    public void onRefusal(ArenaExhaustedException refused) {
        requireNonNull(rateLimits.get(refused.reason())).run(suppressed -> LOG.warn("Refused ("
                + refused.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ') + "): " + refused.getMessage()
                + setting(refused.reason()) + RateLimit.text(suppressed)));
    }

    /** Names the properties of the limit, which the core does not know. */
    private static String setting(ArenaExhaustedException.Reason reason) {
        return switch (reason) {
            case ARENA_BUDGET ->
                ". The budget of a request is arena.byte-budget, unless arena.web.routes or @ArenaBudget sets another";
            case POOL_BUDGET -> ". The pool's budget is arena.pool.byte-budget";
            case PARTITION_BUDGET ->
                ". The budget of a route is total-byte-budget in arena.web.routes, or total in @ArenaBudget";
            case SOURCE -> "";
        };
    }
}
