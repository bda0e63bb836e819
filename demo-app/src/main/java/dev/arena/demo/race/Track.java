package dev.arena.demo.race;

import java.net.InetAddress;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Two more doors into the same application, on free ports that only this machine can reach. Behind one, requests are handled by
 * platform threads, behind the other by virtual threads, exactly as {@code spring.threads.virtual.enabled} chooses for all: the
 * kind of thread belongs to a connector, and no request can choose it.
 */
@Component
final class Track implements WebServerFactoryCustomizer<TomcatWebServerFactory> {

    /** Enough for all clients of a race. */
    private static final int PLATFORM_THREADS = RaceOrder.MOST_CLIENTS;

    private final Connector platform = connector();
    private final Connector virtual = connector();

    Track() {
        protocol(platform).setMinSpareThreads(1);
        protocol(platform).setMaxThreads(PLATFORM_THREADS);
        protocol(virtual).setExecutor(new VirtualThreadExecutor("race-virtual-"));
    }

    private static Connector connector() {
        var connector = new Connector();
        connector.setPort(0);
        connector.setThrowOnFailure(true);
        protocol(connector).setAddress(InetAddress.getLoopbackAddress());
        return connector;
    }

    private static AbstractProtocol<?> protocol(Connector connector) {
        return (AbstractProtocol<?>) connector.getProtocolHandler();
    }

    @Override
    public void customize(TomcatWebServerFactory factory) {
        factory.addAdditionalConnectors(platform, virtual);
    }

    /** Where the door to threads of this kind is. */
    int port(ThreadKind threads) {
        return switch (threads) {
            case PLATFORM -> platform.getLocalPort();
            case VIRTUAL -> virtual.getLocalPort();
        };
    }
}
