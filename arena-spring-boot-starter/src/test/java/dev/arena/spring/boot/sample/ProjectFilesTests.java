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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootVersion;

import static org.assertj.core.api.Assertions.assertThat;

/** The files about the project agree with the project. */
class ProjectFilesTests {
    private static final Path ROOT = Path.of("..");

    @Test
    void bomShouldHaveThePublishedModulesWithTheVersionOfTheProject() throws IOException {
        Set<String> published = new TreeSet<>();
        for (String module : all("<module>([^<]+)</module>", read("pom.xml"))) {
            String pom = read(module + "/pom.xml");
            if (!pom.contains("<maven.deploy.skip>true") && !pom.contains("<packaging>pom")) {
                published.add(module);
            }
        }
        String bom = read("arena-bom/pom.xml");
        assertThat(all("<artifactId>([^<]+)</artifactId>", bom.substring(bom.indexOf("<dependencyManagement>"))))
                .containsExactlyElementsOf(published);
        assertThat(bom).doesNotContain("<parent>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<version>([^<]+)</version>", "<project.home>([^<]+)<",
            "<project.build.outputTimestamp>([^<]+)<", "<url>(https://www.apache[^<]+)<"})
    void bomShouldRepeatTheMetadataOfTheRootPom(String element) throws IOException {
        assertThat(all(element, read("arena-bom/pom.xml")).getFirst())
                .isEqualTo(all(element, read("pom.xml")).getFirst());
    }

    @Test
    void compatibilityShouldNameExistingTestsAndTheTestedVersion() throws IOException {
        String text = read("docs/compatibility.md");
        Set<String> tests;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            tests = files.map(it -> it.getFileName().toString().replace(".java", "")).collect(Collectors.toSet());
        }
        assertThat(tests).containsAll(all("`(\\w+Tests)`", text));
        assertThat(text).contains("| " + SpringBootVersion.getVersion() + " |");
    }

    @Test
    void changelogShouldBeginWithUnreleasedChanges() throws IOException {
        assertThat(all("(?m)^## (.+)$", read("CHANGELOG.md")).getFirst()).isEqualTo("[Unreleased]");
    }

    @Test
    void versionsOfDependenciesShouldBeInTheRootPom() throws IOException {
        for (String module : all("<module>([^<]+)</module>", read("pom.xml"))) {
            if (!module.equals("arena-bom")) {
                assertThat(all("<version>([^<]+)</version>", read(module + "/pom.xml")).stream().skip(1))
                        .as(module).allMatch(version -> version.startsWith("${"));
            }
        }
    }

    @Test
    void sourcesShouldHaveTheLicenceHeader() throws IOException {
        String header = read(".mvn/license-header");
        for (Path source : sources("src/main", "src/test")) {
            assertThat(Files.readString(source)).as(source.toString()).startsWith(header.strip());
        }
    }

    @Test
    void publicTypesShouldHaveASinceTag() throws IOException {
        Pattern publicType = Pattern.compile("(?m)^public (?:[a-z-]+ )*(?:class|@?interface|record|enum) ");
        for (Path source : sources("src/main")) {
            String text = Files.readString(source);
            if (!source.startsWith(ROOT.resolve("demo-app")) && publicType.matcher(text).find()) {
                assertThat(text).as(source.toString()).contains("\n * @since ");
            }
        }
    }

    /** Returns the published modules and the demo. */
    private static List<Path> sources(String... directories) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String module : List.of("arena-core", "arena-test", "arena-spring-boot-starter", "demo-app")) {
            for (String directory : directories) {
                Path root = ROOT.resolve(module).resolve(directory);
                try (Stream<Path> files = Files.walk(root)) {
                    files.filter(it -> it.toString().endsWith(".java")).forEach(found::add);
                }
            }
        }
        return found;
    }

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map(it -> it.group(1)).toList();
    }
}
