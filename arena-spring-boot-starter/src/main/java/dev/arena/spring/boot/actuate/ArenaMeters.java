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

package dev.arena.spring.boot.actuate;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.docs.MeterDocumentation;
import org.jspecify.annotations.Nullable;

/**
 * Documents the meters of pools and partitions. Every meter has the bean name of the pool as a tag.
 *
 * @since 0.1.0
 */
public enum ArenaMeters implements MeterDocumentation {

    /** Number of chunks that the chunk source allocated. */
    CHUNKS_ALLOCATED("arena.chunks.allocated", Meter.Type.COUNTER, null,
            "Number of chunks that the chunk source allocated", Key.POOL, Key.KIND),

    /** Number of chunks that arenas took from the cache. */
    CHUNKS_REUSED("arena.chunks.reused", Meter.Type.COUNTER, null, "Number of chunks that arenas took from the cache",
            Key.POOL),

    /** Number of chunks, by state. */
    CHUNKS("arena.chunks", Meter.Type.GAUGE, null, "Number of chunks, by state", Key.POOL, Key.STATE),

    /** Memory that the pool has taken from the chunk source: live, cached and quarantined. */
    MEMORY_RESERVED("arena.memory.reserved", Meter.Type.GAUGE, BaseUnits.BYTES,
            "Memory that the pool has taken from the chunk source: live, cached and quarantined", Key.POOL),

    /** Largest amount of reserved memory since the pool was created. */
    MEMORY_PEAK("arena.memory.peak", Meter.Type.GAUGE, BaseUnits.BYTES,
            "Largest amount of reserved memory since the pool was created", Key.POOL),

    /** Released memory that waits until the last session that could reach it has closed. */
    MEMORY_QUARANTINED("arena.memory.quarantined", Meter.Type.GAUGE, BaseUnits.BYTES,
            "Released memory that waits until the last session that could reach it has closed", Key.POOL),

    /** Unused memory after the last allocation of each live chunk. */
    MEMORY_WASTED("arena.memory.wasted", Meter.Type.GAUGE, BaseUnits.BYTES,
            "Unused memory after the last allocation of each live chunk", Key.POOL),

    /** Byte budget of the pool. */
    BUDGET_LIMIT("arena.budget.limit", Meter.Type.GAUGE, BaseUnits.BYTES, "Byte budget of the pool", Key.POOL),

    /** Memory held by open arenas and handles. */
    BUDGET_USED("arena.budget.used", Meter.Type.GAUGE, BaseUnits.BYTES, "Memory held by open arenas and handles",
            Key.POOL),

    /** Number of refused allocations, by limit. */
    BUDGET_REJECTIONS("arena.budget.rejections", Meter.Type.COUNTER, null,
            "Number of refused allocations, by limit", Key.POOL, Key.SCOPE),

    /** Number of allocations that waited for memory of the pool, including refused ones. */
    BUDGET_WAITS("arena.budget.waits", Meter.Type.COUNTER, null,
            "Number of allocations that waited for memory of the pool, including refused ones", Key.POOL),

    /** Byte budget of the partition. */
    PARTITION_LIMIT("arena.partition.limit", Meter.Type.GAUGE, BaseUnits.BYTES, "Byte budget of the partition",
            Key.POOL, Key.PARTITION),

    /** Memory held by the open arenas and handles of the partition. */
    PARTITION_USED("arena.partition.used", Meter.Type.GAUGE, BaseUnits.BYTES,
            "Memory held by the open arenas and handles of the partition", Key.POOL, Key.PARTITION),

    /** Number of times that a buffer moved to a larger place in order to grow. */
    RELOCATIONS("arena.relocations", Meter.Type.COUNTER, null,
            "Number of times that a buffer moved to a larger place in order to grow", Key.POOL),

    /** Number of times that an arena with allocations was reset or closed. */
    RESETS("arena.resets", Meter.Type.COUNTER, null,
            "Number of times that an arena with allocations was reset or closed", Key.POOL),

    /** Number of open arenas that have requested memory. */
    ACTIVE("arena.active", Meter.Type.GAUGE, null, "Number of open arenas that have requested memory", Key.POOL),

    /** Number of open handles to values that have escaped from their arena. */
    HANDLES_ACTIVE("arena.handles.active", Meter.Type.GAUGE, null,
            "Number of open handles to values that have escaped from their arena", Key.POOL),

    /** Number of arenas and handles that became garbage without being closed. */
    LEAKS("arena.leaks", Meter.Type.COUNTER, null,
            "Number of arenas and handles that became garbage without being closed", Key.POOL),

    /** Largest amount of memory that a web request held, without requests that used no arena. */
    REQUEST_BYTES("arena.request.bytes", Meter.Type.DISTRIBUTION_SUMMARY, BaseUnits.BYTES,
            "Largest amount of memory that a web request held, without requests that used no arena", Key.POOL,
            Key.URI, Key.OUTCOME),

    /** Heap memory that a web request allocated on the platform threads that handled it. */
    REQUEST_HEAP("arena.request.heap", Meter.Type.DISTRIBUTION_SUMMARY, BaseUnits.BYTES,
            "Heap memory that a web request allocated on the platform threads that handled it", Key.POOL, Key.URI,
            Key.OUTCOME);

    private final String meterName;
    private final Meter.Type type;
    private final @Nullable String unit;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // never handed out, only copied
    private final KeyName[] keys;

    ArenaMeters(String meterName, Meter.Type type, @Nullable String unit, String description, KeyName... keys) {
        this.meterName = meterName;
        this.type = type;
        this.unit = unit;
        this.description = description;
        this.keys = keys;
    }

    @Override
    public String getName() {
        return meterName;
    }

    @Override
    public Meter.Type getType() {
        return type;
    }

    @Override
    @SuppressWarnings("NullAway") // null means none, as in the default implementation
    public String getBaseUnit() {
        return unit;
    }

    /**
     * The description that registries show.
     *
     * @return a phrase in plain text
     */
    public String description() {
        return description;
    }

    @Override
    public KeyName[] getKeyNames() {
        return keys.clone();
    }

    /** Tag keys. The number of values of a key does not grow with the number of requests. */
    public enum Key implements KeyName {

        /** Bean name of the pool. */
        POOL,

        /** Kind of a chunk: normal (of a size class) or oversized. */
        KIND,

        /** State of a chunk: live, cached or quarantined. */
        STATE,

        /** The limit that refused the allocation: arena, pool, source, or the name of the partition. */
        SCOPE,

        /** Name of the partition. */
        PARTITION,

        /** Path pattern of the handler, or {@code UNKNOWN} if no pattern matched. */
        URI,

        /** Outcome of the request, as in Spring's own request metrics. */
        OUTCOME;

        @Override
        public String asString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
