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

package dev.arena.benchmarks.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The programs that are measured. All of them run from the jars of a build. */
enum ServerKind {
    /** The packaged demo, extracted as for production, together with the alternatives. */
    DEMO("dev.arena.demo.DemoApplication", "--spring.main.sources=dev.arena.benchmarks.endtoend.service.Opponents"),

    /** A service with Spring MVC, without arenas and without the starter. */
    WITHOUT_STARTER("dev.arena.benchmarks.endtoend.service.PlainService"),

    /** The same service with the starter on its class path. */
    WITH_STARTER("dev.arena.benchmarks.endtoend.service.PlainService"),

    /** A service with WebFlux. */
    REACTIVE("dev.arena.benchmarks.endtoend.service.ReactiveService");

    private static final String VERSION = "0.1.0-SNAPSHOT";
    private static final Path MODULE = Path.of("arena-benchmarks", "target");
    private static final Path OWN_JAR = MODULE.resolve("arena-benchmarks-" + VERSION + ".jar");

    /** The dependencies of this module, written by its build. */
    private static final Path DEPENDENCIES = MODULE.resolve("classpath.txt");

    private static final Path DEMO_JAR = Path.of("demo-app", "target", "demo-app-" + VERSION + ".jar");
    private static final Path UNPACKED_DEMO = MODULE.resolve("demo");

    private final String mainClass;
    private final String argument;

    ServerKind(String mainClass) {
        this(mainClass, "");
    }

    ServerKind(String mainClass, String argument) {
        this.mainClass = mainClass;
        this.argument = argument;
    }

    String mainClass() {
        return mainClass;
    }

    List<String> arguments() {
        return argument.isEmpty() ? List.of() : List.of(argument);
    }

    /**
     * The class path.
     *
     * @throws IOException if there is no build
     */
    String classPath() throws IOException {
        return switch (this) {
            case DEMO ->
                UNPACKED_DEMO.resolve(DEMO_JAR.getFileName()) + ":" + UNPACKED_DEMO.resolve("lib") + "/*:" + OWN_JAR
                        + dependencies(name -> name.startsWith("fastjson2-"));
            case WITHOUT_STARTER -> OWN_JAR + dependencies(name -> isOfMvc(name) && !name.startsWith("arena-"));
            case WITH_STARTER -> OWN_JAR + dependencies(ServerKind::isOfMvc);
            case REACTIVE -> OWN_JAR + dependencies(name -> !name.contains("webmvc") && !name.contains("tomcat"));
        };
    }

    private static boolean isOfMvc(String name) {
        return !name.contains("webflux") && !name.contains("netty") && !name.startsWith("spring-boot-reactor");
    }

    private static String dependencies(Predicate<String> names) throws IOException {
        var path = new StringBuilder();
        for (String jar : Files.readString(DEPENDENCIES).strip().split(":", -1)) {
            if (names.test(Path.of(jar).getFileName().toString())) {
                path.append(':').append(jar);
            }
        }
        return path.toString();
    }

    /** Unpacks the demo. */
    static void unpackDemo() throws IOException, InterruptedException {
        if (Files.exists(UNPACKED_DEMO)) {
            try (Stream<Path> files = Files.walk(UNPACKED_DEMO)) {
                for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                    Files.delete(file);
                }
            }
        }
        int status = new ProcessBuilder(Server.java(), "-Djarmode=tools", "-jar", DEMO_JAR.toString(), "extract",
                "--destination", UNPACKED_DEMO.toString()).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException("The demo could not be unpacked: " + DEMO_JAR);
        }
    }
}
