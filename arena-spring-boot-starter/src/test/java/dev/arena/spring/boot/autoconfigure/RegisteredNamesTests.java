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

package dev.arena.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The classes that resource files name exist, and the metadata for IDEs is complete. */
class RegisteredNamesTests {

    @Test
    void importsShouldNameEveryAutoConfigurationAndNothingElse() throws Exception {
        List<String> names = text("META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports")
                .lines().toList();
        for (String name : names) {
            assertThat(Class.forName(name)).hasAnnotation(AutoConfiguration.class);
        }
        assertThat(names).isSorted();
        assertThat(names).extracting(name -> name.substring(name.lastIndexOf('.') + 1)).containsExactlyInAnyOrder(
                "ArenaAutoConfiguration", "ArenaClientAutoConfiguration", "ArenaCodecAutoConfiguration",
                "ArenaEndpointAutoConfiguration",
                "ArenaHealthAutoConfiguration", "ArenaHttpAutoConfiguration", "ArenaJsonAutoConfiguration",
                "ArenaMessagingAutoConfiguration", "ArenaMetricsAutoConfiguration",
                "ArenaObservationAutoConfiguration", "ArenaPoolChoiceAutoConfiguration",
                "ArenaRawBodyAutoConfiguration", "ArenaReactiveAutoConfiguration",
                "ArenaReactiveMetricsAutoConfiguration", "ArenaReactiveObservationAutoConfiguration",
                "ArenaReactivePoolChoiceAutoConfiguration", "ArenaReactiveRawBodyAutoConfiguration",
                "ArenaServletAutoConfiguration", "ArenaSpringDocAutoConfiguration",
                "ArenaStompAutoConfiguration", "ArenaWebClientAutoConfiguration");
    }

    @ParameterizedTest
    @CsvSource({
            "org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureWebMvc, Codec Reactive ReactiveRawBody",
            "org.springframework.boot.webflux.test.autoconfigure.AutoConfigureWebFlux, Servlet Http RawBody"})
    void slicesShouldContainTheBeansOfHandlers(String slice, String others) throws Exception {
        assertThat(Class.forName(slice)).isAnnotation();
        List<String> all = text("META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports")
                .lines().toList();
        Set<String> notForHandlers = Set
                .of(("Endpoint Health Messaging Metrics Observation PoolChoice ReactiveMetrics ReactiveObservation ReactivePoolChoice SpringDoc Stomp "
                        + others).split(" ", -1));
        assertThat(text("META-INF/spring/" + slice + ".imports").lines()).isSubsetOf(all)
                .containsExactlyInAnyOrderElementsOf(all.stream()
                        .filter(name -> !notForHandlers.contains(name.replaceAll(".*\\.Arena|AutoConfiguration", "")))
                        .toList());
    }

    @Test
    void factoriesShouldNameClassesThatLoad() throws Exception {
        var factories = new Properties();
        factories.load(getClass().getResourceAsStream("/META-INF/spring.factories"));
        assertThat(factories).hasSize(1);
        assertThat(factories.getProperty(FailureAnalyzer.class.getName()).split(","))
                .containsExactly(InvalidAnnotationFailureAnalyzer.class.getName(),
                        PoolChoiceFailureAnalyzer.class.getName());
    }

    @Test
    void metadataShouldDescribeEveryProperty() throws Exception {
        JsonNode metadata = JsonMapper.builder().build()
                .readTree(text("META-INF/spring-configuration-metadata.json"));
        List<JsonNode> properties = metadata.get("properties").valueStream()
                .filter(property -> property.get("name").asString().startsWith("arena.")).toList();
        assertThat(properties).extracting(property -> property.get("name").asString()).containsExactlyInAnyOrder(
                "arena.enabled", "arena.byte-budget", "arena.confinement", "arena.pool.byte-budget",
                "arena.pool.capacity", "arena.pool.min-chunk-size", "arena.pool.max-chunk-size",
                "arena.pool.max-normal-alloc", "arena.pool.max-cached", "arena.pool.max-quarantined",
                "arena.pool.idle-timeout", "arena.pool.max-wait",
                "arena.soft-limit",
                "arena.health.threshold", "arena.health.grace", "arena.observations.enabled",
                "arena.observations.include-size", "arena.leak-detection",
                "arena.web.include",
                "arena.web.exclude", "arena.web.routes", "arena.web.learn-first-chunk", "arena.web.cache-body",
                "arena.web.problem.retry-after",
                "arena.web.problem.include-usage",
                "arena.json.max-depth", "arena.json.max-array-length",
                "arena.json.max-object-length", "arena.json.max-string-length", "arena.json.max-values",
                "arena.json.fail-on-unknown-fields", "arena.metrics.enabled",
                "arena.metrics.max-uri-tags", "arena.metrics.request-heap");
        assertThat(properties).allSatisfy(property -> {
            assertThat(property.get("description").asString()).endsWith(".").doesNotStartWith("The ")
                    .doesNotStartWith("A ");
            if (property.get("type").asString().equals("java.lang.Boolean")) {
                assertThat(property.get("description").asString()).startsWith("Whether");
            }
        });
    }

    private String text(String resource) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/" + resource)) {
            assertThat(in).as(resource).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
