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
import dev.arena.spring.boot.web.ExhaustionProblem;
import dev.arena.spring.boot.web.HandlerBudget;
import dev.arena.spring.boot.web.RequestRoutes;
import dev.arena.spring.boot.web.RequestRoutes.Rule;
import dev.arena.spring.boot.web.RouteSettings;

/** Makes rules for the requests to a pool from properties, and budgets of what annotations say. */
final class RouteConfigurer {
    private final ArenaProperties properties;
    private final ArenaPool pool;

    RouteConfigurer(ArenaProperties properties, ArenaPool pool) {
        this.properties = properties;
        this.pool = pool;
    }

    /** Handlers can make it necessary or possible that other threads use an arena, or none. */
    RequestRoutes servlet() {
        return routes(this::servlet);
    }

    /** Arenas for any thread, none of which may be blocked. */
    RequestRoutes reactive() {
        return routes((_, byteBudget, partition) -> new RouteSettings(
                ArenaOptions.defaults().withConfinement(Confinement.SHARED).withoutWaiting()
                        .withByteBudget(byteBudget),
                partition, false));
    }

    /** Makes the settings of requests for which a confinement was asked, and a budget and a partition or none. */
    @FunctionalInterface
    private interface Kind {
        RouteSettings settings(RequestConfinement confinement, long byteBudget, @Nullable ArenaPool partition);
    }

    private RequestRoutes routes(Kind kind) {
        ArenaProperties.Web web = properties.web();
        return new RequestRoutes(web.include(), web.exclude(), rules(web.routes(), kind),
                kind.settings(properties.confinement(), 0, null));
    }

    /** Where it depends on the handler, what is opened before that is known must do for all. */
    private RouteSettings servlet(RequestConfinement confinement, long byteBudget, @Nullable ArenaPool partition) {
        Confinement first = confinement == RequestConfinement.CONFINED ? Confinement.CONFINED : Confinement.SHARED;
        return new RouteSettings(ArenaOptions.defaults().withConfinement(first).withByteBudget(byteBudget),
                partition, confinement == RequestConfinement.AUTO
                        && pool.settings().confinement() == Confinement.CONFINED);
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
            long total = route.totalByteBudget() == null
                    ? 0
                    : byteBudget(name + ".total-byte-budget", route.totalByteBudget());
            long byteBudget = route.byteBudget() == null ? 0 : byteBudget(name + ".byte-budget", route.byteBudget());
            if (total > 0 && byteBudget > total) {
                throw new InvalidArenaPropertyException(name + ".byte-budget", DataSize.ofBytes(byteBudget),
                        "it must not be more than " + name + ".total-byte-budget (" + route.totalByteBudget() + ")",
                        "Lower it, or raise " + name + ".total-byte-budget");
            }
            ArenaPool partition = total == 0 || !route.enabled() ? null : partition(path.getPatternString(), total);
            RequestConfinement confinement = route.confinement() == null
                    ? properties.confinement()
                    : route.confinement();
            rules.add(new Rule(path, route.enabled() ? kind.settings(confinement, byteBudget, partition) : null));
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
        PoolConfigurer.range(property, size.toBytes(), pool.settings().minChunkSize(), "arena.chunk.min-size",
                pool.settings().poolByteBudget(), "arena.pool.byte-budget");
        return size.toBytes();
    }

    /** The partition of a route, which is opened if it is not there yet: routes can be configured more than once. */
    private ArenaPool partition(String route, long total) {
        String name = ExhaustionProblem.PARTITION_OF_ROUTE + route;
        return pool.partitions().stream().filter(it -> it.name().equals(name)).findFirst()
                .orElseGet(() -> pool.partition(name, total));
    }

    /** What an annotation that was found for a handler says. */
    HandlerBudget budget(HandlerMethod handler, String route, ArenaBudget said) {
        String place = "@ArenaBudget of " + handler.getShortLogMessage();
        if (said.value().isEmpty() && said.total().isEmpty()) {
            throw InvalidArenaPropertyException.ofAnnotation(place, "\"\"", "it sets no limit",
                    "Write a size such as 512KB or 2MB, a total, or both");
        }
        long byteBudget = said.value().isEmpty() ? 0 : bytes(place, said.value());
        long total = said.total().isEmpty() ? 0 : bytes(place + ", total", said.total());
        if (total > 0 && byteBudget > total) {
            throw InvalidArenaPropertyException.ofAnnotation(place, said.value(),
                    "it must not be more than the total (" + said.total() + ")", "Lower it, or raise the total");
        }
        return new HandlerBudget(byteBudget, total == 0 ? null : partition(route, total));
    }

    private long bytes(String place, String text) {
        long bytes;
        try {
            bytes = DataSize.parse(text).toBytes();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw InvalidArenaPropertyException.ofAnnotation(place, text, "it is no size",
                    "Write a size such as 512KB or 2MB");
        }
        ArenaPool.Settings settings = pool.settings();
        if (bytes < settings.minChunkSize() || bytes > settings.poolByteBudget()) {
            throw InvalidArenaPropertyException.ofAnnotation(place, text,
                    "it must be from arena.chunk.min-size (" + settings.minChunkSize()
                            + "B) to arena.pool.byte-budget ("
                            + settings.poolByteBudget() + "B)",
                    "Change the annotation, or set arena.web.routes[0].path and .byte-budget, which come before it, or"
                            + " raise arena.pool.byte-budget");
        }
        return bytes;
    }
}
