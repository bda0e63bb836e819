package dev.arena.spring.boot.metrics;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.docs.MeterDocumentation;
import org.jspecify.annotations.Nullable;

/** The meters of each pool. All are tagged with the pool's bean name. */
public enum ArenaMeters implements MeterDocumentation {

    /** Chunks taken from the chunk source. */
    CHUNKS_ALLOCATED("arena.chunks.allocated", Meter.Type.COUNTER, null, "Chunks taken from the chunk source", Key.POOL,
            Key.KIND),

    /** Chunks taken from the cache. */
    CHUNKS_REUSED("arena.chunks.reused", Meter.Type.COUNTER, null, "Chunks taken from the cache", Key.POOL),

    /** Chunks there are. */
    CHUNKS("arena.chunks", Meter.Type.GAUGE, null, "Chunks there are", Key.POOL, Key.STATE),

    /** Bytes taken from the chunk source and not given back. */
    MEMORY_RESERVED("arena.memory.reserved", Meter.Type.GAUGE, BaseUnits.BYTES,
            "Memory taken from the chunk source and not given back: live, cached and quarantined", Key.POOL),

    /** The most bytes that were ever reserved. */
    MEMORY_PEAK("arena.memory.peak", Meter.Type.GAUGE, BaseUnits.BYTES, "The most memory that was ever reserved",
            Key.POOL),

    /** Bytes of live chunks behind the last allocation. */
    MEMORY_WASTED("arena.memory.wasted", Meter.Type.GAUGE, BaseUnits.BYTES,
            "Memory of live chunks behind the last allocation", Key.POOL),

    /** The byte budget of the pool. */
    BUDGET_LIMIT("arena.budget.limit", Meter.Type.GAUGE, BaseUnits.BYTES, "Byte budget of the pool", Key.POOL),

    /** Bytes that open arenas hold. */
    BUDGET_USED("arena.budget.used", Meter.Type.GAUGE, BaseUnits.BYTES, "Memory that open arenas hold", Key.POOL),

    /** Allocations that were refused. */
    BUDGET_REJECTIONS("arena.budget.rejections", Meter.Type.COUNTER, null, "Refused allocations", Key.POOL, Key.SCOPE),

    /** Allocations that waited for memory of the pool. */
    BUDGET_WAITS("arena.budget.waits", Meter.Type.COUNTER, null,
            "Allocations that had to wait for memory of the pool, with success or without", Key.POOL),

    /** Buffers that had to move in order to grow. */
    RELOCATIONS("arena.relocations", Meter.Type.COUNTER, null, "Buffers that had to move in order to grow", Key.POOL),

    /** Generations that ended, of arenas that had allocated. */
    RESETS("arena.resets", Meter.Type.COUNTER, null, "Generations that ended, of arenas that had allocated", Key.POOL),

    /** Arenas that have asked for a chunk and not ended. */
    ACTIVE("arena.active", Meter.Type.GAUGE, null, "Arenas that have asked for a chunk and not ended", Key.POOL),

    /** Values that have escaped from their arena and not ended. */
    HANDLES_ACTIVE("arena.handles.active", Meter.Type.GAUGE, null,
            "Values that have escaped from their arena and not ended", Key.POOL),

    /** Arenas and handles that were garbage collected without having been closed, of those that are watched. */
    LEAKS("arena.leaks", Meter.Type.COUNTER, null,
            "Arenas and handles that were found garbage collected without having been closed", Key.POOL),

    /** The most bytes that a web request held, of those requests that used their arena. */
    REQUEST_BYTES("arena.request.bytes", Meter.Type.DISTRIBUTION_SUMMARY, BaseUnits.BYTES,
            "The most memory that a web request held, of those that used their arena", Key.POOL, Key.URI, Key.OUTCOME);

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
     * What registries show of the meter.
     *
     * @return a phrase
     */
    public String description() {
        return description;
    }

    @Override
    public KeyName[] getKeyNames() {
        return keys.clone();
    }

    /** Tag keys. None has a value that grows with the number of requests. */
    public enum Key implements KeyName {

        /** Bean name of the pool. */
        POOL,

        /** Whether a chunk is of a size class: normal or oversized. */
        KIND,

        /** Where chunks are: live, cached or quarantined. */
        STATE,

        /** Whose limit was met: arena, pool or source. */
        SCOPE,

        /** Pattern of the handler's path; {@code UNKNOWN} where none matched. */
        URI,

        /** Outcome of the request, as in Spring's own request metrics. */
        OUTCOME;

        @Override
        public String asString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
