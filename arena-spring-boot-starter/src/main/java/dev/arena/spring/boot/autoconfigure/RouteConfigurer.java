package dev.arena.spring.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

import dev.arena.ArenaOptions;
import dev.arena.ArenaPool;
import dev.arena.Confinement;
import dev.arena.spring.boot.ArenaBudget;
import dev.arena.spring.boot.autoconfigure.ArenaProperties.RequestConfinement;
import dev.arena.spring.boot.web.RequestRoutes;
import dev.arena.spring.boot.web.RequestRoutes.Rule;
import dev.arena.spring.boot.web.RouteSettings;

/** Makes rules for the requests to a pool from properties, and budgets of what annotations say. */
final class RouteConfigurer {
    private final ArenaProperties properties;
    private final ArenaPool.Settings pool;

    RouteConfigurer(ArenaProperties properties, ArenaPool pool) {
        this.properties = properties;
        this.pool = pool.settings();
    }

    /** Handlers can make it necessary or possible that other threads use an arena, or none. */
    RequestRoutes servlet() {
        return routes(this::servlet);
    }

    /** Arenas for any thread, none of which may be blocked. */
    RequestRoutes reactive() {
        return routes((_, byteBudget) -> new RouteSettings(
                ArenaOptions.defaults().withConfinement(Confinement.SHARED).withoutWaiting()
                        .withByteBudget(byteBudget),
                false));
    }

    /** Settings of requests for which a confinement was asked, and a budget or none. */
    @FunctionalInterface
    private interface Kind {
        RouteSettings settings(RequestConfinement confinement, long byteBudget);
    }

    private RequestRoutes routes(Kind kind) {
        ArenaProperties.Web web = properties.web();
        return new RequestRoutes(web.include(), web.exclude(), rules(web.routes(), kind),
                kind.settings(properties.confinement(), 0));
    }

    /** Where it depends on the handler, what is opened before that is known must do for all. */
    private RouteSettings servlet(RequestConfinement confinement, long byteBudget) {
        Confinement first = confinement == RequestConfinement.CONFINED ? Confinement.CONFINED : Confinement.SHARED;
        return new RouteSettings(ArenaOptions.defaults().withConfinement(first).withByteBudget(byteBudget),
                confinement == RequestConfinement.AUTO && pool.confinement() == Confinement.CONFINED);
    }

    private List<Rule> rules(List<ArenaProperties.Route> routes, Kind kind) {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < routes.size(); i++) {
            ArenaProperties.Route route = routes.get(i);
            String name = "arena.web.routes[" + i + "]";
            PathPattern path = path(name + ".path", route.path());
            if (rules.stream().anyMatch(rule -> rule.path().equals(path))) {
                throw new InvalidArenaPropertyException(name + ".path", path, "another of the routes has it already",
                        "Set all that applies to this path in one of arena.web.routes");
            }
            long byteBudget = route.byteBudget() == null ? 0 : byteBudget(name + ".byte-budget", route.byteBudget());
            RequestConfinement confinement = route.confinement() == null
                    ? properties.confinement()
                    : route.confinement();
            rules.add(new Rule(path, route.enabled() ? kind.settings(confinement, byteBudget) : null));
        }
        return rules;
    }

    private static PathPattern path(String property, @Nullable String path) {
        String action = "Set " + property + " to a path pattern such as /api/import/**";
        if (path == null) {
            throw new InvalidArenaPropertyException(property, "not set", "it says to which requests the route applies",
                    action);
        }
        try {
            return PathPatternParser.defaultInstance.parse(path);
        } catch (PatternParseException e) {
            throw new InvalidArenaPropertyException(property, path, "it is no path pattern: " + e.getMessage(), action);
        }
    }

    private long byteBudget(String property, DataSize size) {
        PoolConfigurer.range(property, size.toBytes(), pool.minChunkSize(), "arena.chunk.min-size",
                pool.poolByteBudget(), "arena.pool.byte-budget");
        return size.toBytes();
    }

    /** What an annotation that was found for a handler says. */
    long byteBudget(HandlerMethod handler, ArenaBudget said) {
        String place = "@ArenaBudget of " + handler.getShortLogMessage();
        long bytes;
        try {
            bytes = DataSize.parse(said.value()).toBytes();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw InvalidArenaPropertyException.ofAnnotation(place, said.value(), "it is no size",
                    "Write a size such as 512KB or 2MB");
        }
        if (bytes < pool.minChunkSize() || bytes > pool.poolByteBudget()) {
            throw InvalidArenaPropertyException.ofAnnotation(place, said.value(),
                    "it must be from arena.chunk.min-size (" + pool.minChunkSize() + "B) to arena.pool.byte-budget ("
                            + pool.poolByteBudget() + "B)",
                    "Change the annotation, or set arena.web.routes[0].path and .byte-budget, which come before it, or"
                            + " raise arena.pool.byte-budget");
        }
        return bytes;
    }
}
