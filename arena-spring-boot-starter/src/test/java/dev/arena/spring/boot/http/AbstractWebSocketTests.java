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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.arena.spring.boot.Patience;

import static org.assertj.core.api.Assertions.assertThat;

/** Each WebSocket message has an arena, which ends with the message. */
abstract class AbstractWebSocketTests extends HttpTests {
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private WebSocket connect(HttpClient client) throws Exception {
        return client.newWebSocketBuilder()
                .buildAsync(URI.create("ws://localhost:" + port + "/averages"), new WebSocket.Listener() {
                    @Override
                    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                        answers.add(text.toString());
                        from.request(1);
                        return null;
                    }

                    @Override
                    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
                        answers.add("closed");
                        return null;
                    }

                    @Override
                    public void onError(WebSocket from, Throwable error) {
                        answers.add("closed");
                    }
                }).get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void messagesShouldHaveArenasThatEndWithThem() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            WebSocket socket = connect(client);
            for (int i = 1; i <= 100; i++) {
                socket.sendText("[{\"station\":\"a\",\"temperature\":1},{\"station\":\"b\",\"temperature\":" + i + "}]",
                        true).get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
                assertThat(answers.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                        .isEqualTo(Double.toString((1 + i) / 2.0));
            }
            awaitNothingLive();
            socket.abort();
        }
        awaitNothingLive();
    }

    @Test
    void messageThatCannotBeReadShouldEndTheSocketAndItsArena() throws Exception {
        for (String message : new String[]{"[{\"station\":\"a\",\"temperature\":\"x\"}]", "[", "null"}) {
            try (HttpClient client = HttpClient.newHttpClient()) {
                WebSocket socket = connect(client);
                socket.sendText(message, true).get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
                assertThat(answers.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).as(message).isEqualTo("closed");
                socket.abort();
            }
            awaitNothingLive();
        }
    }
}
