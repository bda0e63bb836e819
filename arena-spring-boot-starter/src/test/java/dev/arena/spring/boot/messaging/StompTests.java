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

package dev.arena.spring.boot.messaging;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.converter.SimpleMessageConverter;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.simp.annotation.SubscribeMapping;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.messaging.simp.stomp.StompFrameHandler;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;
import org.springframework.messaging.simp.stomp.StompSessionHandlerAdapter;
import org.springframework.stereotype.Controller;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.messaging.WebSocketStompClient;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.collect.RecordVec;
import dev.arena.spring.boot.WithArena;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Methods with {@link MessageMapping} behind a real server, whose messages each have an arena. */
@SpringBootTest(classes = StompTests.Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "arena.byte-budget=64KB", "arena.leak-detection=all"})
class StompTests {
    private static final String ITEMS = "[{'id':1,'name':'a'},{'id':2,'name':'ü'}]";

    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final WebSocketStompClient client = new WebSocketStompClient(new StandardWebSocketClient());

    @Autowired
    private @Nullable ArenaPool pool;

    @LocalServerPort
    private int port;

    private @Nullable StompSession session;

    record Item(int id, String name) {}

    @BeforeEach
    void connect() throws Exception {
        client.setMessageConverter(new SimpleMessageConverter());
        session = client.connectAsync("ws://localhost:" + port + "/stomp", new StompSessionHandlerAdapter() {
        })
                .get(20, TimeUnit.SECONDS);
        subscribe("/topic/answers");
    }

    private StompSession session() {
        return Objects.requireNonNull(session);
    }

    private void subscribe(String destination) {
        session().subscribe(destination, new StompFrameHandler() {
            @Override
            public Type getPayloadType(StompHeaders headers) {
                return byte[].class;
            }

            @Override
            public void handleFrame(StompHeaders headers, @Nullable Object payload) {
                answers.add(new String((byte[]) Objects.requireNonNull(payload), StandardCharsets.UTF_8));
            }
        });
    }

    @AfterEach
    void nothingShouldBeLive() {
        session().disconnect();
        client.stop();
        await().until(() -> Objects.requireNonNull(pool).stats().liveBytes() == 0);
        assertThat(Objects.requireNonNull(pool).stats().activeArenas()).isZero();
    }

    private @Nullable String answer(String destination, String payload) throws InterruptedException {
        var headers = new StompHeaders();
        headers.setDestination("/app/" + destination);
        headers.setContentType(payload.startsWith("[") ? MimeTypeUtils.APPLICATION_JSON : MimeTypeUtils.TEXT_PLAIN);
        session().send(headers, payload.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        return answers.poll(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            items     | [{'id':1,'name':'ü'}] | 1 Item[id=1, name=ü]
            text      | Zürich                | Zürich
            bytes     | ü                     | 2
            parameter | four                  | 4
            injected  | four                  | 4
            nested    | [{'id':1,'name':'ü'}] | 1
            items     | [{'id':               | MessageConversionException
            large     | x                     | ArenaExhaustedException
            """)
    void messageShouldHaveAnArena(String destination, String payload, String answer) throws Exception {
        assertThat(answer(destination, payload)).isEqualTo(answer);
    }

    @Test
    void returnValuesMayBeInTheArena() throws Exception {
        assertThat(answer("echo", ITEMS)).isEqualTo(ITEMS.replace('\'', '"'));
        subscribe("/app/first");
        assertThat(answers.poll(20, TimeUnit.SECONDS)).isEqualTo("[{\"id\":1,\"name\":\"first\"}]");
    }

    @Controller
    @SendTo("/topic/answers")
    static class Items {
        private final Arena arena;

        Items(Arena arena) {
            this.arena = arena;
        }

        @MessageMapping("items")
        public String items(RecordVec<Item> items) {
            return items.size() + " " + items.get(0);
        }

        @MessageMapping("text")
        public String text(Utf8String text) {
            return text.toString();
        }

        @MessageMapping("bytes")
        public String bytes(MemorySegment bytes) {
            return Long.toString(bytes.byteSize());
        }

        @MessageMapping("parameter")
        public String parameter(String text, Arena ofMessage) {
            return Long.toString(ofMessage.allocate(text.length(), 1).byteSize());
        }

        @MessageMapping("injected")
        public String injected(String text) {
            return Long.toString(arena.allocate(text.length(), 1).byteSize());
        }

        @WithArena
        @MessageMapping("nested")
        public String nested(RecordVec<Item> items) {
            arena.allocate(8, 8);
            return Long.toString(items.size());
        }

        @MessageMapping("large")
        public String large() {
            return arena.allocate(1 << 20, 8).toString();
        }

        @MessageMapping("echo")
        public RecordVec<Item> echo(RecordVec<Item> items) {
            return items;
        }

        @SubscribeMapping("first")
        @SendTo
        public RecordVec<Item> first() {
            var items = new RecordVec<>(arena, Item.class);
            items.add(new Item(1, "first"));
            return items;
        }

        @MessageExceptionHandler
        public String failed(Exception e) {
            return e.getClass().getSimpleName();
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @EnableWebSocketMessageBroker
    static class Application implements WebSocketMessageBrokerConfigurer {

        @Override
        public void registerStompEndpoints(StompEndpointRegistry registry) {
            registry.setPreserveReceiveOrder(true).addEndpoint("/stomp");
        }

        @Override
        public void configureMessageBroker(MessageBrokerRegistry registry) {
            registry.enableSimpleBroker("/topic");
            registry.setApplicationDestinationPrefixes("/app");
        }

        @Bean
        Items items(Arena arena) {
            return new Items(arena);
        }
    }
}
