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

package dev.arena.spring.boot.jdbc;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

import dev.arena.spring.boot.Patience;

/** A PostgreSQL server, from the package of a Linux distribution, with an empty database on a free port. */
final class PostgresServer {
    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

    private final Path binaries;
    private final Path data;
    private final int port;

    private PostgresServer(Path binaries, Path data, int port) {
        this.binaries = binaries;
        this.data = data;
        this.port = port;
    }

    /** Starts a server, or skips the tests if none is installed. */
    static PostgresServer start(Path directory) throws IOException, InterruptedException {
        Optional<Path> binaries = installed();
        Assumptions.assumeTrue(binaries.isPresent(), "No PostgreSQL server is installed in " + VERSIONS);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        var server = new PostgresServer(binaries.orElseThrow(), directory.resolve("data"), freePort());
        server.run("initdb", "-D", server.data.toString(), "-U", "postgres", "--auth=trust", "-E", "UTF8");
        server.run("pg_ctl", "-D", server.data.toString(), "-w", "-t", Long.toString(Patience.LIMIT.toSeconds()), "-l",
                directory.resolve("log").toString(), "-o",
                "-p " + server.port + " -k " + directory + " -c fsync=off -c listen_addresses=localhost", "start");
        return server;
    }

    private static Optional<Path> installed() throws IOException {
        if (!Files.isDirectory(VERSIONS)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(VERSIONS)) {
            return versions.map(it -> it.resolve("bin")).filter(it -> Files.isExecutable(it.resolve("initdb")))
                    .max(Comparator.comparing(Path::toString));
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    /** The server refuses to run as root. Its package creates a user for it. */
    private void run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (!process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(command + " failed");
        }
    }

    void stop() throws IOException, InterruptedException {
        run("pg_ctl", "-D", data.toString(), "-m", "immediate", "-w", "stop");
    }
}
