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

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.context.aot.AbstractAotProcessor.Settings;

import static org.assertj.core.api.Assertions.assertThat;

/** The demo after AOT processing and compilation. It runs in a separate JVM that does not define hidden classes for records. */
final class ProcessedDemo implements AutoCloseable {
    private static final String CLASS_PATH = System.getProperty("surefire.test.class.path",
            System.getProperty("java.class.path"));
    private static final Pattern STARTED = Pattern.compile("Tomcat started on ports? (\\d+)");
    private static final Pattern LOADED = Pattern.compile("(dev\\.arena\\.\\S+) source:");

    private final Process process;
    private final Path loaded;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private ProcessedDemo(Process process, Path loaded) {
        this.process = process;
        this.loaded = loaded;
    }

    /** Processes, compiles and starts the demo. */
    static ProcessedDemo start(Path directory) throws IOException {
        Path sources = directory.resolve("sources");
        Path classes = Files.createDirectories(directory.resolve("classes"));
        new SpringApplicationAotProcessor(DemoApplication.class,
                Settings.builder().sourceOutput(sources).resourceOutput(classes).classOutput(classes)
                        .groupId("dev.arena").artifactId("demo-app").build(),
                new String[0]).process();
        compile(sources, classes);
        Path loaded = directory.resolve("loaded.log");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-Xlog:class+load:file=" + loaded,
                "-Dspring.aot.enabled=true", "-Ddev.arena.hidden-classes=false", "-Dserver.port=0", "-cp",
                classes + File.pathSeparator + CLASS_PATH, DemoApplication.class.getName())
                .redirectErrorStream(true).start();
        var demo = new ProcessedDemo(process, loaded);
        Thread.ofVirtual().start(demo::readOutput);
        return demo;
    }

    private static void compile(Path sources, Path classes) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp",
                        classes + File.pathSeparator + CLASS_PATH));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(it -> it.endsWith(".java")).forEach(arguments::add);
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
    }

    /** Reads the output to its end, because the process would otherwise block. */
    private void readOutput() {
        var output = new StringBuilder();
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                output.append(line).append('\n');
                STARTED.matcher(line).results().forEach(it -> port.complete(Integer.valueOf(it.group(1))));
            }
            port.completeExceptionally(new IllegalStateException("The demo did not start:\n" + output));
        } catch (IOException e) {
            port.completeExceptionally(e);
        }
    }

    /** Waits for the start, and returns the port of the demo. */
    int port() throws Exception {
        return port.get(Patience.LIMIT.toMinutes(), TimeUnit.MINUTES);
    }

    /** Stops the process, and returns the names of the project's classes that it has loaded. */
    Set<String> stop() throws Exception {
        process.destroy();
        assertThat(process.waitFor(Patience.LIMIT.toMinutes(), TimeUnit.MINUTES)).isTrue();
        return LOADED.matcher(Files.readString(loaded)).results().map(it -> it.group(1)).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
