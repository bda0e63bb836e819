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

import java.util.Map;
import java.util.TreeMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.arena.ArenaPool;

/**
 * Logs the limits of the pools at startup, and warns if the limits exceed the available memory.
 *
 * @param memory the memory of this process
 */
record StartupLog(Memory memory) {
    private static final Log LOG = LogFactory.getLog(StartupLog.class);

    static StartupLog ofThisProcess() {
        return new StartupLog(Memory.ofThisProcess());
    }

    /**
     * Writes the lines.
     *
     * @param pools   the pools by bean name
     * @param warning a further warning, or null
     */
    void write(Map<String, ArenaPool> pools, @Nullable String warning) {
        long all = 0;
        Map<String, ArenaPool> byName = new TreeMap<>(pools);
        for (Map.Entry<String, ArenaPool> pool : byName.entrySet()) {
            ArenaPool.Settings settings = pool.getValue().settings();
            LOG.info("Pool '" + pool.getKey() + "': " + describe(settings));
            if (settings.poolByteBudget() == Long.MAX_VALUE) {
                LOG.warn("Pool '" + pool.getKey() + "' has no byte budget and can take all memory of "
                        + memory.owner() + ": set its poolByteBudget");
            } else {
                all = saturatedSum(all, settings.poolByteBudget());
            }
        }
        if (!byName.isEmpty()) {
            warnIfTooLarge(all, byName.size() > 1);
        }
        if (warning != null) {
            LOG.warn(warning);
        }
    }

    private String describe(ArenaPool.Settings settings) {
        return "byte budget " + text(settings.poolByteBudget())
                + (settings.poolByteBudget() == Long.MAX_VALUE
                        ? ""
                        : " (" + memory.share(settings.poolByteBudget()) + " of the " + text(memory.total()) + " of "
                                + memory.owner() + ")")
                + ", " + text(settings.arenaByteBudget()) + " per arena; chunks of "
                + text(settings.minChunkSize()) + " to " + text(settings.maxChunkSize()) + " from "
                + settings.chunkSource() + ", cache of up to " + text(settings.maxCached());
    }

    private void warnIfTooLarge(long budgets, boolean several) {
        String what = several ? "The byte budgets of the pools" : "The byte budget of the pool";
        if (budgets > memory.total()) {
            LOG.warn(what + (several ? " are" : " is") + " " + text(budgets) + ", which is more than the "
                    + text(memory.total()) + " of " + memory.owner()
                    + ": the operating system may kill the process. Lower arena.pool.byte-budget");
        } else if (saturatedSum(budgets, memory.heap()) > memory.total()) {
            LOG.warn(what + (several ? " are " : " is ") + text(budgets)
                    + ", and the heap may grow to " + text(memory.heap()) + " (-Xmx). Together they exceed the "
                    + text(memory.total()) + " of " + memory.owner()
                    + ": the operating system may kill the process. Lower -Xmx or arena.pool.byte-budget");
        }
    }

    private static long saturatedSum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private static String text(long bytes) {
        return bytes == Long.MAX_VALUE ? "unlimited" : Memory.text(bytes);
    }
}
