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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** A client of the demo that returns responses as they were sent. */
final class DemoClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port;

    DemoClient(int port) {
        this.port = port;
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    HttpResponse<String> delete(String path) {
        return send(HttpRequest.newBuilder(uri(path)).DELETE().build());
    }

    HttpResponse<String> post(String path, String contentType, String body) {
        return send(HttpRequest.newBuilder(uri(path)).header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body)).build());
    }

    /** Posts measurements with a Content-Length. */
    HttpResponse<String> post(String engine, byte[] body) {
        return post(engine, "text/plain", BodyPublishers.ofByteArray(body));
    }

    /** Posts measurements in chunks. */
    HttpResponse<String> postChunked(String engine, byte[] body) {
        return post(engine, "text/plain", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    }

    HttpResponse<String> post(String engine, String contentType, BodyPublisher body) {
        return send(HttpRequest.newBuilder(uri("/api/measurements?engine=" + engine))
                .header("Content-Type", contentType).POST(body).build());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a request with measurements. The caller sends the body. */
    Upload upload(String engine, String framing) throws IOException {
        var upload = new Upload(new Socket(InetAddress.getLoopbackAddress(), port));
        upload.send("POST /api/measurements?engine=" + engine + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: text/plain\r\nConnection: close\r\n" + framing + "\r\n\r\n");
        return upload;
    }

    /** A request whose body is not complete. */
    static final class Upload implements AutoCloseable {
        private final Socket socket;

        private Upload(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout((int) Patience.LIMIT.toMillis());
        }

        void send(String text) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        void sendChunk(String text) throws IOException {
            send(Integer.toHexString(text.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + text + "\r\n");
        }

        /** Sends no further bytes. The response can still be read. */
        void stopSending() throws IOException {
            socket.shutdownOutput();
        }

        /** Returns the response as it was sent, including the status line. */
        String answer() throws IOException {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }

        /** Resets the connection. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
