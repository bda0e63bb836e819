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

package dev.arena.demo.race;

import java.net.InetAddress;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Two further connectors of the same application, on free ports that only this machine can reach. One uses platform threads
 * and the other virtual threads, as {@code spring.threads.virtual.enabled} selects for the whole application. The kind of
 * thread belongs to a connector, so a request cannot choose it.
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
        protocol(connector).setMaxKeepAliveRequests(-1); // else it closes the connection of a client after 100 requests
        return connector;
    }

    private static AbstractHttp11Protocol<?> protocol(Connector connector) {
        return (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
    }

    @Override
    public void customize(TomcatWebServerFactory factory) {
        factory.addAdditionalConnectors(platform, virtual);
    }

    /** Returns the port of the connector with threads of this kind. */
    int port(ThreadKind threads) {
        return switch (threads) {
            case PLATFORM -> platform.getLocalPort();
            case VIRTUAL -> virtual.getLocalPort();
        };
    }
}
