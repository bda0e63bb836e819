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

package dev.arena.spring.boot.sample;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.spring.boot.actuate.ArenaMeters;
import dev.arena.spring.boot.actuate.PoolDescriptor;

import static org.assertj.core.api.Assertions.assertThat;

/** The reference is complete, with correct names, types and defaults. Its samples are compiled. */
class ReferenceTests {
    /** A bean of Spring Boot. The condition on it does not serve to replace a bean of the starter. */
    private static final String SPRING_BOOT_WEB_MVC = WebMvcAutoConfiguration.class.getName();

    private final Markdown reference = Markdown.of("../docs/reference.md");

    @Test
    void samplesShouldBeCompiled() {
        String samples = "src/test/java/dev/arena/spring/boot/sample/";
        String source = Stream
                .of(samples + "Recipes.java", samples + "ServletSocketRecipes.java",
                        "../arena-test/src/test/java/dev/arena/test/sample/OrderControllerTests.java")
                .map(file -> Markdown.read(Path.of(file))).collect(Collectors.joining());
        List<String> regions = Pattern.compile("(?s)// @start region=\"[^\"]+\"\n(.*?)\n *// @end").matcher(source)
                .results().map(region -> region.group(1).stripIndent() + "\n").toList();
        assertThat(reference.blocks("java")).containsExactlyInAnyOrderElementsOf(regions);
    }

    @Test
    void propertiesShouldBeCompleteWithTypeAndDefault() {
        JsonNode metadata = JsonMapper.shared()
                .readTree(getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json"));
        Map<String, String> expected = new LinkedHashMap<>();
        metadata.get("properties").valueStream().forEach(it -> expected.put(it.get("name").asString(),
                type(it.get("type").asString()) + ", "
                        + (it.has("defaultValue") ? it.get("defaultValue").asString() : "")));
        Map<String, String> documented = new LinkedHashMap<>();
        reference.table("Properties").forEach((name, cells) -> documented.put(name, cells.get(1) + ", "
                + (cells.get(2).startsWith("(") ? "" : cells.get(2))));
        assertThat(documented).containsExactlyInAnyOrderEntriesOf(expected);
        assertThat(reference.table("Properties").values())
                .allSatisfy(cells -> assertThat(cells).hasSize(5).allSatisfy(cell -> assertThat(cell).isNotEmpty()));
    }

    private static String type(String name) {
        return name.contains("List<") ? "list" : name.replaceAll(".*[.$]", "").toLowerCase(Locale.ROOT);
    }

    @Test
    void replaceableBeansShouldBeCompleteWithTypeAndCondition() throws Exception {
        Map<String, String> expected = new LinkedHashMap<>();
        for (String configuration : Markdown.read(Path.of("src/main/resources/META-INF/spring",
                AutoConfiguration.class.getName() + ".imports")).lines().toList()) {
            collectReplaceable(Class.forName(configuration), expected);
        }
        Map<String, String> documented = new LinkedHashMap<>();
        reference.table("Beans").forEach((name, cells) -> documented.put(name, cells.get(1) + ", " + cells.get(2)));
        assertThat(documented).containsExactlyInAnyOrderEntriesOf(expected);
    }

    private static void collectReplaceable(Class<?> configuration, Map<String, String> beans) {
        for (Method method : configuration.getDeclaredMethods()) {
            ConditionalOnMissingBean condition = method.getAnnotation(ConditionalOnMissingBean.class);
            if (condition != null && !Set.of(condition.name()).contains(SPRING_BOOT_WEB_MVC)) {
                boolean byName = condition.name().length > 0;
                boolean byType = !byName || condition.value().length > 0;
                beans.put(method.getName(), method.getReturnType().getSimpleName() + ", "
                        + (byName && byType ? "type or name" : byName ? "name" : "type"));
            }
        }
        for (Class<?> nested : configuration.getDeclaredClasses()) {
            collectReplaceable(nested, beans);
        }
    }

    @Test
    void metersShouldBeCompleteWithTypeUnitAndTags() {
        Map<String, String> documented = new LinkedHashMap<>();
        reference.table("Meters")
                .forEach((name, cells) -> documented.put(name, String.join("; ", cells.subList(1, 4))));
        Map<String, String> expected = Arrays.stream(ArenaMeters.values())
                .collect(Collectors.toMap(ArenaMeters::getName, meter -> meter.getType().name().toLowerCase(Locale.ROOT)
                        .replace('_', ' ') + "; " + (meter.getBaseUnit() == null ? "–" : meter.getBaseUnit()) + "; "
                        + Arrays.stream(meter.getKeyNames()).map(key -> key.asString())
                                .collect(Collectors.joining(", "))));
        assertThat(documented).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @Test
    void fieldsOfTheEndpointShouldBeComplete() {
        List<String> expected = new ArrayList<>();
        collect("", PoolDescriptor.class, expected);
        assertThat(reference.table("Endpoint").keySet()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void messagesShouldExistInTheSources() throws IOException {
        String sources = sources("src/main/java") + sources("../arena-core/src/main/java")
                + "Reached the maximum number of" // Spring Boot's own
                + "Attempted access outside owning thread, Already closed"; // the JDK's own
        assertThat(reference.table("Trouble-shooting").keySet()).isNotEmpty()
                .allSatisfy(message -> assertThat(sources.contains(message)).as(message).isTrue());
    }

    @Test
    void packagesShouldContainTheListedTypesAndTheTypesOfTheSamples() {
        List<String> listed = reference.table("Packages").entrySet().stream()
                .flatMap(row -> Stream.of(row.getValue().get(1).split(", ")).map(type -> row.getKey() + '.' + type))
                .toList();
        assertThat(listed).allSatisfy(name -> assertThat(Class.forName(name)).isPublic());
        List<String> imported = Pattern.compile("(?m)^import (dev\\.arena\\..*);$")
                .matcher(Markdown.read(Path.of("src/test/java/dev/arena/spring/boot/sample/Recipes.java"))).results()
                .map(line -> line.group(1)).toList();
        assertThat(listed).containsAll(imported);
    }

    /** Returns all sources. String literals that span lines are joined. */
    private static String sources(String directory) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(directory))) {
            return files.filter(file -> file.toString().endsWith(".java")).map(Markdown::read)
                    .collect(Collectors.joining()).replaceAll("\"\\s*\\+ \"", "");
        }
    }

    /** Collects the leaves of the tree. The names of lists end with brackets. */
    private static void collect(String prefix, Class<?> type, List<String> fields) {
        for (RecordComponent component : type.getRecordComponents()) {
            Type generic = component.getGenericType();
            boolean list = component.getType() == List.class;
            Class<?> element = list && ((ParameterizedType) generic).getActualTypeArguments()[0] instanceof Class<?> of
                    ? of
                    : component.getType();
            String name = prefix + component.getName() + (list ? "[]" : "");
            if (element.isRecord()) {
                collect(name + ".", element, fields);
            } else {
                fields.add(name);
            }
        }
    }
}
