package dev.arena.spring.boot.metrics;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.filter.ServerHttpObservationFilter;

import dev.arena.ArenaStats;
import dev.arena.spring.boot.web.servlet.RequestArenaListener;

/**
 * Adds to the observation of each servlet request what its arena took: {@code arena.bytes} and {@code arena.chunks} to its span,
 * and {@code arena.size}, the order of magnitude, to its metrics as well. The latter is there for every request, as {@code none}
 * for one that used no arena: a meter must have the same tags each time.
 *
 * <p>The arena ends before the observation does, which is around it; the figures wait in the observation's context meanwhile.
 */
public final class RequestArenaObservations implements RequestArenaListener, ObservationFilter {

    /** Observations of requests. */
    public RequestArenaObservations() {}

    @Override
    public void arenaEnded(HttpServletRequest request, HttpServletResponse response, @Nullable Throwable failure,
            ArenaStats stats) {
        ServerHttpObservationFilter.findObservationContext(request)
                .ifPresent(context -> context.put(Taken.class, Taken.sum(context.get(Taken.class), stats)));
    }

    @Override
    public Observation.Context map(Observation.Context context) {
        if (context instanceof ServerRequestObservationContext) {
            Taken taken = context.get(Taken.class);
            context.addLowCardinalityKeyValue(KeyValue.of("arena.size", size(taken)));
            if (taken != null) {
                context.addHighCardinalityKeyValue(KeyValue.of("arena.bytes", Long.toString(taken.bytes())));
                context.addHighCardinalityKeyValue(KeyValue.of("arena.chunks", Long.toString(taken.chunks())));
            }
        }
        return context;
    }

    /** Six values in all. */
    private static String size(@Nullable Taken taken) {
        if (taken == null) {
            return "none";
        }
        long bytes = taken.bytes();
        if (bytes <= 64 << 10) {
            return "up to 64 KB";
        }
        if (bytes <= 1 << 20) {
            return "up to 1 MB";
        }
        if (bytes <= 16 << 20) {
            return "up to 16 MB";
        }
        return bytes <= 256 << 20 ? "up to 256 MB" : "more";
    }

    /** What the arenas of one request took; it can have two, one of them for its error page. */
    private record Taken(long bytes, long chunks) {

        static Taken sum(@Nullable Taken before, ArenaStats stats) {
            long chunks = stats.normalChunksAllocated() + stats.oversizedChunksAllocated() + stats.chunksReused();
            return before == null
                    ? new Taken(stats.peakBytesHeld(), chunks)
                    : new Taken(before.bytes + stats.peakBytesHeld(), before.chunks + chunks);
        }
    }
}
