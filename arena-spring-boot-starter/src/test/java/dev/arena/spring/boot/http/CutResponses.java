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

package dev.arena.spring.boot.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Another service whose responses never end. Each response stops in the middle of its announced length, with the connection closed or open. */
final class CutResponses implements AutoCloseable {
    private static final int ANNOUNCED = 400_000;
    private static final int SENT = 200_000;

    private final ServerSocket server = new ServerSocket(0);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final boolean breaksOff;

    CutResponses(boolean breaksOff) throws IOException {
        this.breaksOff = breaksOff;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> answer(socket));
            }
        } catch (IOException e) { // closed
        }
    }

    private void answer(Socket socket) {
        try {
            int received = socket.getInputStream().read(new byte[8192]);
            if (received > 0) {
                OutputStream out = socket.getOutputStream();
                out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + ANNOUNCED
                        + "\r\n\r\n[").getBytes(StandardCharsets.US_ASCII));
                String item = "{\"id\":1,\"name\":\"Zürich\"},\n";
                out.write(item.repeat(SENT / item.length()).getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
            if (breaksOff) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket each : open) {
            each.close();
        }
    }
}
