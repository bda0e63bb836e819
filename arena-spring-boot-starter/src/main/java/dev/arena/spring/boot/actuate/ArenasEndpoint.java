package dev.arena.spring.boot.actuate;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

import dev.arena.ArenaPool;

/** Actuator endpoint that shows the pools of an application. */
@Endpoint(id = "arenas")
public final class ArenasEndpoint {
    private final Map<String, ArenaPool> pools;

    /**
     * An endpoint for some pools.
     *
     * @param pools the pools by bean name
     */
    public ArenasEndpoint(Map<String, ArenaPool> pools) {
        this.pools = Map.copyOf(pools);
    }

    /**
     * All pools.
     *
     * @return their settings and figures by bean name
     */
    @ReadOperation
    public ArenasDescriptor arenas() {
        Map<String, PoolDescriptor> descriptors = new TreeMap<>();
        pools.forEach((name, pool) -> descriptors.put(name, PoolDescriptor.of(pool)));
        return new ArenasDescriptor(descriptors);
    }

    /**
     * One pool.
     *
     * @param  pool its bean name
     * @return      its settings and figures, or null if there is none of that name
     */
    @ReadOperation
    public @Nullable PoolDescriptor pool(@Selector String pool) {
        ArenaPool found = pools.get(pool);
        return found == null ? null : PoolDescriptor.of(found);
    }
}
