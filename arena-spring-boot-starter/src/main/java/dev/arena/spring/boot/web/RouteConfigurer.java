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

package dev.arena.spring.boot.web;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;
import org.springframework.web.util.pattern.PathPattern;

import dev.arena.ArenaOptions;
import dev.arena.ArenaPool;
import dev.arena.Confinement;
import dev.arena.spring.boot.autoconfigure.ArenaProperties;
import dev.arena.spring.boot.autoconfigure.ArenaProperties.RequestConfinement;
import dev.arena.spring.boot.autoconfigure.PathPatterns;
import dev.arena.spring.boot.autoconfigure.PropertyRanges;
import dev.arena.spring.boot.web.RequestRoutes.Rule;

/** Creates the rules for requests from the properties. */
final class RouteConfigurer {
    private final ArenaProperties properties;
    private final ArenaPool pool;

    RouteConfigurer(ArenaProperties properties, ArenaPool pool) {
        this.properties = properties;
        this.pool = pool;
    }

    /** Creates the rules for servlet requests. The confinement can depend on the handler. */
    RequestRoutes servlet() {
        return routes(this::servlet);
    }

    /** Creates the rules for reactive requests. Their arenas are shared, and their threads must not block. */
    RequestRoutes reactive() {
        return routes((_, byteBudget, partition) -> new RouteSettings(
                options(Confinement.SHARED, byteBudget).withoutWaiting(), partition, false));
    }

    /** Creates the settings of requests with the given confinement, budget and partition. */
    @FunctionalInterface
    private interface SettingsFactory {
        RouteSettings settings(RequestConfinement confinement, @Nullable Long byteBudget,
                @Nullable ArenaPool partition);
    }

    private RequestRoutes routes(SettingsFactory factory) {
        ArenaProperties.Web web = properties.getWeb();
        return new RequestRoutes(PathPatterns.parse("arena.web.include", web.getInclude()),
                PathPatterns.parse("arena.web.exclude", web.getExclude()), rules(web.getRoutes(), factory),
                factory.settings(properties.getConfinement(), null, null));
    }

    /** If the confinement depends on the handler, an arena that is opened before must be shared. */
    private RouteSettings servlet(RequestConfinement confinement, @Nullable Long byteBudget,
            @Nullable ArenaPool partition) {
        Confinement first = confinement == RequestConfinement.CONFINED ? Confinement.CONFINED : Confinement.SHARED;
        return new RouteSettings(options(first, byteBudget), partition, confinement == RequestConfinement.AUTO
                && pool.settings().confinement() == Confinement.CONFINED);
    }

    private static ArenaOptions options(Confinement confinement, @Nullable Long byteBudget) {
        ArenaOptions options = ArenaOptions.defaults().withConfinement(confinement);
        return byteBudget == null ? options : options.withByteBudget(byteBudget);
    }

    private List<Rule> rules(List<ArenaProperties.Route> routes, SettingsFactory factory) {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < routes.size(); i++) {
            ArenaProperties.Route route = routes.get(i);
            String name = "arena.web.routes[" + i + "]";
            PathPattern path = PathPatterns.parse(name + ".path", route.getPath());
            if (rules.stream().anyMatch(rule -> rule.path().equals(path))) {
                throw new InvalidConfigurationPropertyValueException(name + ".path", path,
                        "Another route has the same path. Combine the settings of this path in one route.");
            }
            Long total = byteBudget(name + ".total-byte-budget", route.getTotalByteBudget());
            Long byteBudget = byteBudget(name + ".byte-budget", route.getByteBudget());
            if (total != null && byteBudget != null && byteBudget > total) {
                throw new InvalidConfigurationPropertyValueException(name + ".byte-budget", route.getByteBudget(),
                        "It must not be more than " + name + ".total-byte-budget (" + PropertyRanges.text(total)
                                + ").");
            }
            ArenaPool partition = total == null || !route.isEnabled()
                    ? null
                    : partition(pool, path.getPatternString(), total);
            RequestConfinement confinement = route.getConfinement() == null
                    ? properties.getConfinement()
                    : route.getConfinement();
            rules.add(new Rule(path, route.isEnabled() ? factory.settings(confinement, byteBudget, partition) : null));
        }
        return rules;
    }

    private @Nullable Long byteBudget(String property, @Nullable DataSize size) {
        return size == null
                ? null
                : PropertyRanges.range(property, size.toBytes(), pool.settings().minChunkSize(),
                        "arena.pool.min-chunk-size", pool.settings().poolByteBudget(), "arena.pool.byte-budget");
    }

    /** Returns the partition of a route. Opens it if it does not exist, because routes can be configured more than once. */
    static ArenaPool partition(ArenaPool pool, String route, long total) {
        String name = ExhaustionProblem.PARTITION_OF_ROUTE + route;
        return pool.partitions().stream().filter(it -> it.name().equals(name)).findFirst()
                .orElseGet(() -> pool.partition(name, total));
    }
}
