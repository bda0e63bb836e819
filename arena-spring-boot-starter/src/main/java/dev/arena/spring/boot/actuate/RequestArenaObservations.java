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

import java.util.Set;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.filter.ServerHttpObservationFilter;

import dev.arena.ArenaStats;
import dev.arena.spring.boot.web.EndedRequest;
import dev.arena.spring.boot.web.RequestArenaListener;

/**
 * Adds the memory of the arenas to the observation of each servlet request: {@code arena.bytes} and {@code arena.chunks}, and
 * optionally {@code arena.size}. A request can have a second arena for its error page.
 *
 * <p>An arena ends before the observation that surrounds it. Meanwhile, the context of the observation stores the values.
 */
final class RequestArenaObservations implements RequestArenaListener, ObservationFilter {

    private final boolean includeSize;

    /**
     * Observations of requests.
     *
     * @param includeSize whether the size is added as a tag of meters
     */
    RequestArenaObservations(boolean includeSize) {
        this.includeSize = includeSize;
    }

    @Override
    public Set<String> attributes() {
        return Set.of(ServerHttpObservationFilter.CURRENT_OBSERVATION_CONTEXT_ATTRIBUTE);
    }

    @Override
    public void arenaEnded(EndedRequest request, ArenaStats stats) {
        TakenMemory taken = TakenMemory.of(stats);
        Object observed = request.attributes().get(ServerHttpObservationFilter.CURRENT_OBSERVATION_CONTEXT_ATTRIBUTE);
        if (taken != null && observed instanceof Observation.Context context) {
            TakenMemory before = context.get(TakenMemory.class);
            context.put(TakenMemory.class, before == null ? taken : before.plus(taken));
        }
    }

    @Override
    public Observation.Context map(Observation.Context context) {
        if (context instanceof ServerRequestObservationContext) {
            TakenMemory.addTo(context.get(TakenMemory.class), context, includeSize);
        }
        return context;
    }
}
