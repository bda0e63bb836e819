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

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

import dev.arena.spring.boot.web.ReactiveArenas;

/**
 * Adds the memory of the arena to the observation of each request of a reactive application: {@code arena.bytes} and
 * {@code arena.chunks}, and optionally {@code arena.size}.
 *
 * <p>The arena is read when the observation stops, because either of the two can end first.
 */
final class ReactiveRequestArenaObservations implements ObservationFilter {

    private final boolean includeSize;

    /**
     * Observations of requests.
     *
     * @param includeSize whether the size is added as a tag of meters
     */
    ReactiveRequestArenaObservations(boolean includeSize) {
        this.includeSize = includeSize;
    }

    @Override
    public Observation.Context map(Observation.Context context) {
        if (context instanceof ServerRequestObservationContext request) {
            TakenMemory.addTo(TakenMemory.of(ReactiveArenas.stats(request.getAttributes())), context, includeSize);
        }
        return context;
    }
}
