package dev.arena.spring.boot.metrics;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

import dev.arena.spring.boot.web.reactive.ReactiveArenas;

/**
 * Adds to the observation of each request of a reactive application what its arena took: {@code arena.bytes} and
 * {@code arena.chunks}, and {@code arena.size} if that is wanted.
 *
 * <p>Which of the two ends first depends on how the request ends, so the arena is asked when the observation stops.
 */
public final class ReactiveRequestArenaObservations implements ObservationFilter {

    private final boolean includeSize;

    /**
     * Observations of requests.
     *
     * @param includeSize whether the size is added as a tag of meters
     */
    public ReactiveRequestArenaObservations(boolean includeSize) {
        this.includeSize = includeSize;
    }

    @Override
    public Observation.Context map(Observation.Context context) {
        if (context instanceof ServerRequestObservationContext request) {
            TakenMemory.tell(TakenMemory.of(ReactiveArenas.stats(request.getAttributes())), context, includeSize);
        }
        return context;
    }
}
