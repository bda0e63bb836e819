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

package dev.arena.demo;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.management.HotSpotDiagnosticMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Tests that the names in the Dockerfile are correct. Building the image needs Docker, which is not available on every machine.
 */
class ContainerImageTests {
    private static final String DOCKERFILE = read(Path.of("Dockerfile"));

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String first(String regex, String text) {
        Matcher matcher = Pattern.compile(regex, Pattern.MULTILINE).matcher(text);
        assertThat(matcher.find()).as("%s in %s", regex, text).isTrue();
        return matcher.group(1);
    }

    private static Properties settings() throws IOException {
        var settings = new Properties();
        try (var in = ContainerImageTests.class.getResourceAsStream("/application.properties")) {
            settings.load(in);
        }
        return settings;
    }

    @Test
    void jarPatternMatchesTheJarOfTheBuild() {
        String version = first("<parent>[^$]*?<version>(.+?)</version>", read(Path.of("pom.xml")));
        Path jar = Path.of("target", "demo-app-" + version + ".jar");
        for (String pattern : List.of(first("^COPY (target/\\S+) ", DOCKERFILE),
                first("^!(.+)$", read(Path.of(".dockerignore"))))) {
            assertThat(FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(jar)).as(pattern).isTrue();
            assertThat(FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(Path.of(jar + ".original")))
                    .as(pattern).isFalse();
        }
    }

    static List<String> flags() {
        return Pattern.compile("-XX:[+-]?(\\w+)").matcher(DOCKERFILE).results().map(MatchResult::group).toList();
    }

    @ParameterizedTest
    @MethodSource("flags")
    void jvmSupportsTheFlag(String flag) {
        var jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        assertThatCode(() -> jvm.getVMOption(first("-XX:[+-]?(\\w+)", flag))).doesNotThrowAnyException();
    }

    @Test
    void createdAndUsedCachesAreTheSame() {
        assertThat(first("-XX:AOTCache=(\\S+?)\"", DOCKERFILE))
                .isEqualTo(first("-XX:AOTCacheOutput=(\\S+)", DOCKERFILE));
        assertThat(flags()).contains("-XX:MaxRAMPercentage", "-XX:MaxDirectMemorySize");
    }

    @Test
    void healthCheckUsesTheHealthEndpoint() throws IOException {
        String port = settings().getProperty("server.port");
        assertThat(first("^EXPOSE (\\d+)$", DOCKERFILE)).isEqualTo(port);
        assertThat(first("^HEALTHCHECK .*\"(http:.+?)\"", DOCKERFILE))
                .isEqualTo("http://localhost:" + port + "/actuator/health");
        assertThat(settings().getProperty("management.endpoints.web.exposure.include").split(",")).contains("health");
    }

    @Test
    void imageDoesNotRunAsRoot() {
        assertThat(first("^USER (\\w+)$", DOCKERFILE)).isNotEqualTo("root");
        assertThat(DOCKERFILE.lastIndexOf("\nUSER ")).isLessThan(DOCKERFILE.indexOf("\nENTRYPOINT "));
    }
}
