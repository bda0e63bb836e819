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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.ArenaPool;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The dashboard and the alert rules use only metrics and labels of a real scrape. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "management.endpoints.web.exposure.include=prometheus",
        "arena.observations.include-size=true",
        "management.metrics.distribution.percentiles-histogram.arena.request.bytes=true"})
class ObservabilityFilesTests {
    private static final Path FILES = Path.of("src/main/observability");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]\\w*)(?:\\{([^}]*)})? ");
    private static final Pattern SELECTOR = Pattern.compile("\\b([a-z_]\\w*)\\s*(?:\\{([^}]*)})?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!=|=|!~)\\s*\"[^\"]*\"");
    private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");

    /** Labels that Prometheus adds. */
    private static final Set<String> LABELS_OF_THE_TARGET = Set.of("instance", "job");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "by");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Set<String>> labelsByMetric = new HashMap<>();

    @LocalServerPort
    int port;

    @Autowired
    ArenaPool pool;

    @BeforeEach
    void scrape() {
        if (pool.partitions().isEmpty()) {
            pool.partition("tenant", 1 << 20); // meters of partitions exist only if partitions exist
        }
        await().untilAsserted(() -> { // a request is recorded some time after its response
            get("/take");
            SAMPLE.matcher(get("/actuator/prometheus")).results().forEach(sample -> {
                Set<String> labels = labelsByMetric.computeIfAbsent(sample.group(1), _ -> new TreeSet<>());
                if (sample.group(2) != null) {
                    LABEL.matcher(sample.group(2)).results().forEach(label -> labels.add(label.group(1)));
                }
            });
            assertThat(labelsByMetric).containsKeys("arena_request_bytes_bucket",
                    "http_server_requests_seconds_count", "arena_partition_used_bytes");
        });
    }

    @Test
    void dashboardShouldUseMetricsOfAScrape() throws IOException {
        JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(FILES.resolve("grafana-dashboard.json")));
        List<String> expressions = Stream.concat(dashboard.findValuesAsString("expr").stream(),
                dashboard.findValuesAsString("definition").stream()
                        .map(it -> it.replaceAll("label_values\\((\\w+), \\w+\\)", "$1")))
                .toList();
        assertThat(expressions).hasSizeGreaterThan(25);
        expressions.forEach(this::assertNamesExist);
    }

    @Test
    void dashboardShouldShowEveryMeter() throws IOException {
        String dashboard = Files.readString(FILES.resolve("grafana-dashboard.json"));
        List<String> meters = labelsByMetric.keySet().stream().filter(name -> name.startsWith("arena_")).toList();
        assertThat(meters).hasSizeGreaterThan(15).allSatisfy(meter -> assertThat(dashboard).contains(meter));
    }

    @Test
    void alertsShouldUseMetricsOfAScrape() throws IOException {
        Map<String, List<Map<String, List<Map<String, Object>>>>> rules = new Yaml()
                .load(Files.readString(FILES.resolve("prometheus-alerts.yml")));
        List<Map<String, Object>> alerts = requireNonNull(requireNonNull(rules.get("groups")).getFirst().get("rules"));
        assertThat(alerts).hasSize(7).allSatisfy(alert -> {
            assertThat(alert).containsKeys("alert", "expr", "labels", "annotations");
            assertNamesExist(requireNonNull(alert.get("expr")).toString());
        });
    }

    private void assertNamesExist(String expression) {
        Set<String> metrics = new TreeSet<>();
        String text = GROUPING.matcher(expression).replaceAll("").replaceAll("\\[[^]]*]", "");
        SELECTOR.matcher(text).results().filter(it -> !text.substring(it.end()).stripLeading().startsWith("("))
                .filter(it -> !OPERATORS.contains(it.group(1))).filter(it -> !isWithinBraces(text, it.start()))
                .forEach(selector -> {
                    metrics.add(selector.group(1));
                    assertThat(labelsByMetric).as(expression).containsKey(selector.group(1));
                    LABEL.matcher(selector.group(2) == null ? "" : selector.group(2)).results()
                            .forEach(label -> assertLabelExists(selector.group(1), label.group(1), expression));
                });
        assertThat(metrics).as(expression).isNotEmpty();
        GROUPING.matcher(expression).results().flatMap(it -> Stream.of(it.group(1).split(", ")))
                .forEach(label -> metrics.forEach(metric -> assertLabelExists(metric, label, expression)));
    }

    private static boolean isWithinBraces(String text, int position) {
        return text.lastIndexOf('{', position) > text.lastIndexOf('}', position);
    }

    private void assertLabelExists(String metric, String label, String expression) {
        if (!LABELS_OF_THE_TARGET.contains(label)) {
            assertThat(labelsByMetric.get(metric)).as(metric + " in " + expression).contains(label);
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Handlers.class)
    static class Application {}

    @RestController
    static class Handlers {

        @GetMapping("/take")
        long take(Arena arena) {
            return arena.allocate(1000, 1).byteSize();
        }
    }
}
