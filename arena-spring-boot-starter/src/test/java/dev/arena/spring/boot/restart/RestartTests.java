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

package dev.arena.spring.boot.restart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.logging.LoggingSystem;

import dev.arena.spring.boot.Patience;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that is closed and loaded again, as with DevTools, leaves no objects behind. The test uses a separate JVM, in which the
 * soft references in caches of other libraries do not last. It does not use Spring Boot's logging, which keeps the environment of the
 * last application.
 */
class RestartTests {

    @Test
    void closedApplicationShouldLeaveNeitherThreadNorClass(@TempDir Path directory) throws Exception {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:SoftRefLRUPolicyMSPerMB=0", "-XX:TieredStopAtLevel=1", "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-D" + LoggingSystem.SYSTEM_PROPERTY + "=" + LoggingSystem.NONE, "-cp",
                System.getProperty("java.class.path"), Restarts.class.getName()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        try {
            assertThat(process.waitFor(3 * Patience.LIMIT.toMinutes(), TimeUnit.MINUTES)).isTrue();
            assertThat(Files.readString(output)).contains("Nothing is left");
        } finally {
            process.destroyForcibly();
        }
    }
}
