package dev.arena.benchmarks.endtoend;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;

/** The packaged demo in a process of its own, and what its virtual machine says of itself. */
final class DemoProcess implements AutoCloseable {
    private static final long MOST_SECONDS_TO_START = 60;

    private final Process process;
    private final int port;
    private final JMXConnector connector;
    private final ThreadMXBean threads;
    private final List<GarbageCollectorMXBean> collectors;

    /**
     * What the machine had done at some moment.
     *
     * @param heapBytes bytes allocated on the heap, by all threads
     * @param pauses    how often the collector has stopped them
     * @param pauseMs   for how long in all, in milliseconds
     */
    record Figures(long heapBytes, long pauses, long pauseMs) {

        Figures since(Figures earlier) {
            return new Figures(heapBytes - earlier.heapBytes, pauses - earlier.pauses, pauseMs - earlier.pauseMs);
        }

        Figures plus(Figures other) {
            return new Figures(heapBytes + other.heapBytes, pauses + other.pauses, pauseMs + other.pauseMs);
        }
    }

    /** Starts the demo with options for its virtual machine, and returns when it takes connections. */
    DemoProcess(Path jar, List<String> options) throws IOException, InterruptedException {
        this.port = freePort();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString(), "--server.port=" + port, "--logging.level.root=warn",
                "--spring.main.banner-mode=off", "--server.tomcat.max-keep-alive-requests=-1"));
        this.process = new ProcessBuilder(command).inheritIO().start();
        try {
            awaitPort();
            this.connector = connect(managementAddress(process.pid()));
            MBeanServerConnection connection = connector.getMBeanServerConnection();
            this.threads = ManagementFactory.newPlatformMXBeanProxy(connection,
                    ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
            this.collectors = ManagementFactory.getPlatformMXBeans(connection, GarbageCollectorMXBean.class).stream()
                    .filter(collector -> !collector.getName().contains("Concurrent")).toList();
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroy();
            throw e;
        }
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
            throw new IOException("The demo's virtual machine cannot be asked for its figures", e);
        }
    }

    @SuppressWarnings("BanJNDI") // the address is that of a process which this one has started
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
                    throw new IOException("The demo did not start", e);
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

    @Override
    public void close() throws IOException {
        connector.close();
        process.destroy();
    }
}
