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

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

import dev.arena.ArenaPool;
import dev.arena.spring.boot.LearnedSizes;

/**
 * Actuator endpoint that shows the pools of an application.
 *
 * @since 0.1.0
 */
@Endpoint(id = "arenas")
public final class ArenasEndpoint {
    private final Map<String, ArenaPool> pools;
    private final Map<String, ArenaEvents> events;
    private final Collection<LearnedSizes> learned;
    private final Collection<RequestHeap> heap;

    /**
     * An endpoint for some pools.
     *
     * @param pools   the pools by bean name
     * @param events  latest events of the pools that record them
     * @param learned learned sizes of the routes, if learning is enabled
     * @param heap    heap of requests, if it is measured
     */
    ArenasEndpoint(Map<String, ArenaPool> pools, Collection<ArenaEvents> events,
            Collection<LearnedSizes> learned, Collection<RequestHeap> heap) {
        this.pools = Map.copyOf(pools);
        this.events = events.stream().collect(Collectors.toUnmodifiableMap(ArenaEvents::pool, Function.identity()));
        this.learned = List.copyOf(learned);
        this.heap = List.copyOf(heap);
    }

    /**
     * All pools.
     *
     * @return their settings and figures by bean name
     */
    @ReadOperation
    public ArenasDescriptor arenas() {
        Map<String, PoolDescriptor> descriptors = new TreeMap<>();
        pools.forEach((name, pool) -> descriptors.put(name, describe(name, pool)));
        return new ArenasDescriptor(descriptors);
    }

    /**
     * One pool.
     *
     * @param  pool its bean name
     * @return      its settings and statistics, or null if there is no pool of that name
     */
    @ReadOperation
    public @Nullable PoolDescriptor pool(@Selector String pool) {
        ArenaPool found = pools.get(pool);
        return found == null ? null : describe(pool, found);
    }

    private PoolDescriptor describe(String name, ArenaPool pool) {
        List<LearnedSizes.Route> routes = learned.stream().filter(it -> it.pool().equals(pool)).findFirst()
                .map(LearnedSizes::routes).orElse(null);
        List<PoolDescriptor.RouteHeap> allocated = heap.stream().filter(it -> it.pool().equals(pool)).findFirst()
                .map(RequestHeap::routes).orElse(null);
        return PoolDescriptor.of(pool, events.get(name), routes, allocated);
    }
}
