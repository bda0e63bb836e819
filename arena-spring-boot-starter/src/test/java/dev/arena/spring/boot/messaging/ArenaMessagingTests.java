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
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.StringMessageConverter;
import org.springframework.messaging.core.GenericMessagingTemplate;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.support.DefaultMessageHandlerMethodFactory;
import org.springframework.messaging.handler.annotation.support.MessageHandlerMethodFactory;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;
import org.springframework.messaging.support.ExecutorSubscribableChannel;
import org.springframework.messaging.support.MessageBuilder;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.ArenaPool;
import dev.arena.collect.IntVec;
import dev.arena.collect.RecordVec;
import dev.arena.json.JsonValue;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.ArenaTemplate;
import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;
import dev.arena.spring.boot.json.ArenaJsonAutoConfiguration;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Payloads of arena types through a channel, whose handlers run on other threads. */
class ArenaMessagingTests {
    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
            .withPropertyValues("arena.byte-budget=64KB", "arena.leak-detection=all")
            .withConfiguration(AutoConfigurations.of(ArenaAutoConfiguration.class, ArenaJsonAutoConfiguration.class,
                    ArenaMessagingAutoConfiguration.class));

    /** An element. */
    record Item(int id, String name) {}

    /** A record that needs an arena. */
    record Note(int id, Utf8String text) {}

    /** Stores the received payloads. */
    static class Listener {
        final Queue<String> received = new ConcurrentLinkedQueue<>();

        void items(RecordVec<Item> items) {
            received.add(items.size() + " " + items.get(0));
        }

        void text(@Payload Utf8String text, @Header(name = "from", required = false) String from) {
            received.add(text + " " + from);
        }

        void bytes(MemorySegment bytes) {
            received.add(bytes.byteSize() + "");
        }

        void value(JsonValue value) {
            received.add(value.toString());
        }

        void numbers(IntVec numbers) {
            received.add(numbers.stream().sum() + "");
        }

        void note(Note note) {
            received.add(note.id() + " " + note.text());
        }

        void arena(String text, Arena arena) {
            received.add(arena.allocate(text.length(), 1).byteSize() + "");
        }

        void string(String text) {
            received.add(text);
        }
    }

    /** What Spring injects by type. */
    record Candidates(MessageConverter converter, List<MessageConverter> converters,
            MessageHandlerMethodFactory factory) {}

    @Configuration(proxyBeanMethods = false)
    static class SeveralTemplates {

        @Bean
        ArenaTemplate first(ArenaPool pool, ArenaContextHolder context) {
            return new ArenaTemplate(pool, context);
        }

        @Bean
        ArenaTemplate second(ArenaPool pool, ArenaContextHolder context) {
            return new ArenaTemplate(pool, context);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class PrimaryTemplate {

        @Bean
        @Primary
        ArenaTemplate third(ArenaPool pool, ArenaContextHolder context) {
            return new ArenaTemplate(pool, context);
        }
    }

    private static InvocableHandlerMethod handler(ApplicationContext context, Listener listener, String name) {
        Method method = Arrays.stream(Listener.class.getDeclaredMethods()).filter(it -> it.getName().equals(name))
                .findFirst().orElseThrow();
        return context.getBean(ArenaMessageHandlerMethodFactory.class).createInvocableHandlerMethod(listener, method);
    }

    private static void nothingIsLive(ApplicationContext context) {
        ArenaPool pool = context.getBean(ArenaPool.class);
        assertThat(pool.stats().activeArenas()).isZero();
        assertThat(pool.stats().liveBytes()).isZero();
    }

    @Test
    void payloadsShouldPassThroughAChannel() {
        contextRunner.run(context -> {
            var listener = new Listener();
            try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
                var channel = new ExecutorSubscribableChannel(executor);
                InvocableHandlerMethod handler = handler(context, listener, "items");
                channel.subscribe(message -> {
                    try {
                        handler.invoke(message);
                    } catch (Exception e) {
                        throw new MessagingException(message, e);
                    }
                });
                var sender = new GenericMessagingTemplate();
                sender.setMessageConverter(context.getBean(ArenaMessageConverter.class));
                context.getBean(ArenaTemplate.class).execute(arena -> {
                    var items = new RecordVec<>(arena, Item.class);
                    items.add(new Item(1, "Zürich"));
                    for (int i = 0; i < 10; i++) {
                        sender.convertAndSend(channel, items);
                    }
                    return null;
                });
                await().until(() -> listener.received.size() == 10);
            }
            assertThat(listener.received).containsOnly("1 Item[id=1, name=Zürich]");
            nothingIsLive(context);
        });
    }

    @Test
    void payloadsShouldBeOfAnyType() {
        contextRunner.run(context -> {
            var listener = new Listener();
            handler(context, listener, "text")
                    .invoke(MessageBuilder.withPayload("Zürich").setHeader("from", "me").build());
            handler(context, listener, "bytes").invoke(MessageBuilder.withPayload(new byte[100]).build());
            handler(context, listener, "value").invoke(MessageBuilder.withPayload("{\"a\":1}").build());
            handler(context, listener, "numbers").invoke(MessageBuilder.withPayload("1\n2\n3\n")
                    .setHeader(MessageHeaders.CONTENT_TYPE, "application/x-ndjson").build());
            handler(context, listener, "note").invoke(MessageBuilder.withPayload("{\"id\":1,\"text\":\"ü\"}").build());
            handler(context, listener, "arena").invoke(MessageBuilder.withPayload("four").build());
            handler(context, listener, "string").invoke(MessageBuilder.withPayload("as ever").build());
            assertThat(listener.received).containsExactly("Zürich me", "100", "{\"a\":1}", "6", "1 ü", "4",
                    "as ever");
            nothingIsLive(context);
        });
    }

    @Test
    void payloadsShouldBeWritten() {
        contextRunner.run(context -> {
            ArenaMessageConverter converter = context.getBean(ArenaMessageConverter.class);
            context.getBean(ArenaTemplate.class).execute(arena -> {
                assertThat(written(converter, Utf8String.copyOf(arena, "ü"))).isEqualTo("ü");
                assertThat(written(converter, new Note(1, Utf8String.copyOf(arena, "x"))))
                        .isEqualTo("{\"id\":1,\"text\":\"x\"}");
                assertThat(converter.toMessage("as ever", null)).isNull();
                assertThat(converter.toMessage(List.of(), null)).isNull();
                return null;
            });
        });
    }

    private static String written(ArenaMessageConverter converter, Object payload) {
        Message<?> message = Objects.requireNonNull(converter.toMessage(payload, null));
        return new String((byte[]) message.getPayload(), StandardCharsets.UTF_8);
    }

    @Test
    void malformedAndLargePayloadsShouldFailAndReleaseTheirMemory() {
        contextRunner.run(context -> {
            InvocableHandlerMethod handler = handler(context, new Listener(), "items");
            assertThatExceptionOfType(MessageConversionException.class)
                    .isThrownBy(() -> handler.invoke(MessageBuilder.withPayload("[{\"id\":").build()));
            String large = "[" + "{\"id\":1,\"name\":\"a name\"},".repeat(10_000) + "{\"id\":1}]";
            assertThatThrownBy(() -> handler.invoke(MessageBuilder.withPayload(large).build()))
                    .isInstanceOf(ArenaExhaustedException.class);
            nothingIsLive(context);
        });
    }

    @Test
    void missingArenaShouldFailWithTheRemedy() {
        contextRunner.run(context -> assertThatExceptionOfType(MessageConversionException.class)
                .isThrownBy(() -> context.getBean(ArenaMessageConverter.class)
                        .fromMessage(MessageBuilder.withPayload("[]").build(), IntVec.class))
                .withMessageContaining("There is no current arena for a message of type")
                .withMessageContaining("arenaMessageHandlerMethodFactory"));
    }

    @Test
    void beansOfTheApplicationShouldBeTheCandidatesForTheirTypes() {
        contextRunner.withBean(StringMessageConverter.class).withBean(DefaultMessageHandlerMethodFactory.class)
                .withBean(Candidates.class).run(context -> {
                    Candidates candidates = context.getBean(Candidates.class);
                    assertThat(candidates.converter()).isInstanceOf(StringMessageConverter.class);
                    assertThat(candidates.converters()).containsExactly(candidates.converter());
                    assertThat(candidates.factory()).isExactlyInstanceOf(DefaultMessageHandlerMethodFactory.class);
                    assertThat(context).hasBean("arenaMessageConverter")
                            .hasSingleBean(ArenaMessageHandlerMethodFactory.class);
                });
    }

    @Test
    void runWithSeveralTemplatesShouldHaveTheFactoryOnlyIfOneIsPrimary() {
        ApplicationContextRunner severalTemplates = contextRunner
                .withUserConfiguration(SeveralTemplates.class);
        severalTemplates.run(context -> assertThat(context).hasNotFailed().hasBean("arenaMessageConverter")
                .doesNotHaveBean(ArenaMessageHandlerMethodFactory.class));
        severalTemplates.withUserConfiguration(PrimaryTemplate.class)
                .run(context -> assertThat(context).hasSingleBean(ArenaMessageHandlerMethodFactory.class));
    }

    @Test
    void runWithoutSpringMessagingShouldHaveNothing() {
        contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.messaging"))
                .run(context -> assertThat(
                        context).hasNotFailed().doesNotHaveBean("arenaMessageConverter"));
    }

    @Test
    void runWithoutJacksonShouldHaveNothing() {
        contextRunner.withClassLoader(new FilteredClassLoader("tools.jackson")).run(context -> assertThat(context)
                .hasNotFailed().doesNotHaveBean("arenaMessageConverter"));
    }
}
