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
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;

/** A server in its own process, and the figures of its virtual machine. Its output goes to a file. */
final class Server implements AutoCloseable {
    private static final long MOST_SECONDS_TO_START = 60;

    private final Process process;
    private final Path log;
    private final int port;
    private final JMXConnector connector;
    private final ThreadMXBean threads;
    private final List<GarbageCollectorMXBean> collectors;

    /**
     * Figures of the virtual machine since its start.
     *
     * @param heapBytes bytes that all threads have allocated on the heap
     * @param pauses number of pauses for garbage collection
     * @param pauseMs total length of these pauses, in milliseconds
     */
    record Figures(long heapBytes, long pauses, long pauseMs) {

        Figures since(Figures earlier) {
            return new Figures(heapBytes - earlier.heapBytes, pauses - earlier.pauses, pauseMs - earlier.pauseMs);
        }

        Figures plus(Figures other) {
            return new Figures(heapBytes + other.heapBytes, pauses + other.pauses, pauseMs + other.pauseMs);
        }
    }

    /** Starts a server, and returns when it accepts connections. */
    Server(ServerSetup setup) throws IOException, InterruptedException {
        this.port = freePort();
        this.log = Files.createTempFile("server", ".log");
        var command = new ArrayList<String>();
        command.add(java());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Dserver.tomcat.threads.max=512"); // a system property, which a setup can override with an argument
        command.addAll(setup.options());
        command.addAll(List.of("-cp", setup.kind().classPath(), setup.kind().mainClass(), "--server.port=" + port,
                "--logging.level.root=warn", "--spring.main.banner-mode=off",
                "--server.tomcat.max-keep-alive-requests=-1",
                "--server.tomcat.processor-cache=512", "--server.http2.enabled=true",
                "--spring.http.codecs.max-in-memory-size=64MB"));
        command.addAll(setup.kind().arguments());
        command.addAll(setup.arguments());
        this.process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            awaitPort();
            this.connector = connect(managementAddress(process.pid()));
            MBeanServerConnection connection = connector.getMBeanServerConnection();
            this.threads = ManagementFactory.newPlatformMXBeanProxy(connection,
                    ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
            this.collectors = ManagementFactory.getPlatformMXBeans(connection, GarbageCollectorMXBean.class).stream()
                    .filter(it -> !it.getName().contains("Concurrent") && !it.getName().endsWith("Cycles")).toList();
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroy();
            throw e;
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String managementAddress(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("The server's virtual machine cannot be asked for its figures", e);
        }
    }

    @SuppressWarnings("BanJNDI") // the address belongs to a process that this class has started
    private static JMXConnector connect(String address) throws IOException {
        return JMXConnectorFactory.connect(new JMXServiceURL(address));
    }

    private void awaitPort() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS_TO_START);
        while (true) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress("localhost", port));
                return;
            } catch (IOException e) {
                if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                    throw new IOException("The server did not start: see " + log, e);
                }
            }
        }
    }

    int port() {
        return port;
    }

    Figures figures() {
        return new Figures(threads.getTotalThreadAllocatedBytes(),
                collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum(),
                collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionTime).sum());
    }

    /** How often it has run out of heap so far. */
    long outOfMemoryErrors() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("java.lang.OutOfMemoryError")).count();
        }
    }

    /** Sends a request without a body or with the content of a file. Expects a successful response. */
    void exchange(Request request) throws IOException, InterruptedException {
        var message = HttpRequest.newBuilder(URI.create(request.url(port)));
        if (request.body() == null) {
            message.method(request.method(), BodyPublishers.noBody());
        } else {
            message.header("Content-Type", request.type()).POST(BodyPublishers.ofFile(request.body()));
        }
        try (HttpClient client = HttpClient.newBuilder().version(Version.HTTP_1_1).build()) {
            HttpResponse<String> answer = client.send(message.build(), BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException(
                        "The server answered " + answer.statusCode() + " to " + request + ": " + answer.body());
            }
        }
    }

    @Override
    public void close() {
        process.destroyForcibly(); // the server may be out of memory, and no longer respond
        try {
            connector.close();
        } catch (IOException e) {
            // the process has ended already
        }
    }
}
