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

package dev.arena.spring.boot.web;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

import dev.arena.spring.boot.Patience;

/** A client that also sends incomplete requests and disconnects. */
final class RequestClient {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final int port;

    RequestClient(int port) {
        this.port = port;
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers));
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    /** Uploads {@code content} as a file. */
    HttpResponse<String> upload(String path, String content) throws IOException, InterruptedException {
        return send(request(path, "Content-Type", "multipart/form-data; boundary=cut")
                .POST(BodyPublishers.ofString(multipart(content))));
    }

    private static String multipart(String content) {
        return "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n"
                + "Content-Type: text/plain\r\n\r\n" + content + "\r\n--cut--\r\n";
    }

    /** Reads everything until the connection ends, normally or not. */
    String read(String path, String... headers) throws IOException {
        try (Socket socket = open("GET", path, headers)) {
            var answer = new StringBuilder();
            byte[] bytes = new byte[1000];
            try {
                for (int read = 0; read >= 0; read = socket.getInputStream().read(bytes)) {
                    answer.append(new String(bytes, 0, read, StandardCharsets.US_ASCII));
                }
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                answer.append("\r\nreset");
            }
            return answer.toString();
        }
    }

    /** Sends a request without a body. The caller must close the connection. */
    Socket open(String method, String path, String... headers) throws IOException {
        var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        var socket = new Socket("localhost", port);
        socket.setSoTimeout((int) Patience.LIMIT.toMillis());
        socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Sends the head of a request and the given part of its longer body. */
    Socket openWithBody(String path, int length) throws IOException {
        Socket socket = open("POST", path, "Content-Length", "100000");
        socket.getOutputStream().write(new byte[length]);
        return socket;
    }

    /** Sends the beginning of an upload. */
    Socket openUpload(String path) throws IOException {
        Socket socket = open("POST", path, "Content-Type", "multipart/form-data; boundary=cut", "Content-Length",
                "100000");
        socket.getOutputStream().write(multipart("x".repeat(20_000)).substring(0, 10_000)
                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
