package dev.arena.spring.boot.actuate;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

import dev.arena.ArenaPool;

/** Actuator endpoint that shows the pools of an application. */
@Endpoint(id = "arenas")
public final class ArenasEndpoint {
    private final Map<String, ArenaPool> pools;
    private final Map<String, ArenaEvents> events;

    /**
     * An endpoint for some pools.
     *
     * @param pools  the pools by bean name
     * @param events what happened to them, as far as that is remembered
     */
    public ArenasEndpoint(Map<String, ArenaPool> pools, Collection<ArenaEvents> events) {
        this.pools = Map.copyOf(pools);
        this.events = events.stream().collect(Collectors.toUnmodifiableMap(ArenaEvents::pool, Function.identity()));
    }

    /**
     * All pools.
     *
     * @return their settings and figures by bean name
     */
    @ReadOperation
    public ArenasDescriptor arenas() {
        Map<String, PoolDescriptor> descriptors = new TreeMap<>();
        pools.forEach((name, pool) -> descriptors.put(name, PoolDescriptor.of(pool, events.get(name))));
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
        return found == null ? null : PoolDescriptor.of(found, events.get(pool));
    }
}
