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
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.ArenaPool;
import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/** The README and the first steps agree with the code. */
class ReadmeTests {
    private final Markdown readme = Markdown.of("../README.md");

    @ParameterizedTest
    @ValueSource(strings = {"../README.md", "../docs/getting-started.md"})
    void samplesShouldBeCompiled(String document) {
        String sources = Stream.of("Order", "OrderController", "FirstSteps").map(ReadmeTests::withoutImports)
                .collect(Collectors.joining("\n"));
        assertThat(Markdown.of(document).blocks("java")).isNotEmpty()
                .filteredOn(block -> !block.startsWith("import "))
                .allSatisfy(block -> assertThat(sources).contains(block));
    }

    @Test
    void importsShouldMatchTheSamples() {
        String imports = source("FirstSteps").lines().filter(line -> line.startsWith("import dev.arena."))
                .collect(Collectors.joining("\n", "", "\n"));
        assertThat(Markdown.of("../docs/getting-started.md").blocks("java")).contains(imports);
    }

    private static String withoutImports(String name) {
        return source(name).replaceFirst("(?s)^.*\nimport [^\n]*;\n+", "");
    }

    private static String source(String name) {
        return Markdown.read(Path.of("src/test/java/dev/arena/spring/boot/sample/" + name + ".java"));
    }

    /** Checks links to files and to headings in them. */
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/getting-started.md", "docs/reference.md", "docs/design.md",
            "docs/typed-layer.md", "docs/performance.md", "docs/running.md", "docs/recipes/outside-requests.md",
            "docs/native-image.md", "docs/compatibility.md",
            "arena-benchmarks/README.md", "CONTRIBUTING.md"})
    void linksShouldHaveTargets(String document) {
        Path path = Path.of("..").resolve(document);
        List<String> links = Pattern.compile("\\]\\(([^)\\s]+)\\)").matcher(Markdown.read(path)).results()
                .map(link -> link.group(1)).filter(link -> !link.contains("://")).toList();
        assertThat(links).allSatisfy(link -> {
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty() ? path : path.resolveSibling(parts[0]);
            assertThat(target).exists();
            if (parts.length == 2) {
                assertThat(Markdown.of(target.toString()).anchors()).contains(parts[1]);
            }
        });
    }

    @Test
    void propertiesShouldBind() throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(readme.blocks("properties").getFirst()));
        new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ArenaAutoConfiguration.class))
                .withPropertyValues(properties.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue())
                        .toArray(String[]::new))
                .run(context -> {
                    ArenaPool.Settings settings = context.getBean(ArenaPool.class).settings();
                    assertThat(settings.arenaByteBudget()).isEqualTo(8 << 20);
                    assertThat(settings.poolByteBudget()).isEqualTo(256 << 20);
                });
    }

    @Test
    void propertiesShouldExist() {
        var metadata = JsonMapper.shared()
                .readTree(getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json"));
        List<String> names = metadata.get("properties").valueStream().map(it -> it.get("name").asString())
                .filter(name -> name.startsWith("arena.")).toList();
        List<String> documented = Stream.of(readme, Markdown.of("../docs/getting-started.md"))
                .flatMap(document -> document.blocks("properties").stream()).flatMap(String::lines)
                .map(line -> line.replaceAll("=.*", "")).filter(name -> name.startsWith("arena.")).toList();
        assertThat(documented).isNotEmpty().isSubsetOf(names);
    }
}
