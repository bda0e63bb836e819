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

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.annotation.EnableKafka;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.KafkaListenerConfigurer;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.test.EmbeddedKafkaBroker;
import org.springframework.kafka.test.context.EmbeddedKafka;
import org.springframework.kafka.test.utils.KafkaTestUtils;
import org.springframework.util.backoff.FixedBackOff;

import dev.arena.ArenaPool;
import dev.arena.collect.RecordVec;
import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;
import dev.arena.spring.boot.json.ArenaJsonAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Messages go through a real broker. */
@SpringBootTest(properties = "arena.byte-budget=64KB")
@EmbeddedKafka(topics = "readings", partitions = 1)
class KafkaBrokerTests {
    private static final int MESSAGES = 100;

    @Autowired
    KafkaTemplate<byte[], byte[]> template;

    @Autowired
    Application application;

    @Autowired
    ArenaPool pool;

    @Test
    void listenerShouldGetAnArenaForEachMessage() {
        for (int i = 1; i <= MESSAGES; i++) {
            send("[" + "{\"station\":\"Station\",\"temperature\":20.5},".repeat(i - 1)
                    + "{\"station\":\"Zürich\",\"temperature\":" + i + "}]");
        }
        await().until(() -> application.sums.size() == MESSAGES);
        assertThat(application.sums).contains("1 1.0 Zürich", "3 44.0 Zürich");
        nothingIsLive();
    }

    @Test
    void messageThatCannotBeReadShouldGoToTheErrorHandler() {
        send("[{\"station\":\"Station\",");
        send("[" + "{\"station\":\"Station\",\"temperature\":20.5},".repeat(9_999) + "{}]");
        await().until(() -> application.failures.size() == 2);
        assertThat(application.failures).anyMatch(it -> it.contains("JsonDecodingException"))
                .anyMatch(it -> it.contains("ArenaExhaustedException"));
        nothingIsLive();
    }

    private void send(String json) {
        template.send("readings", json.getBytes(StandardCharsets.UTF_8)).join();
    }

    private void nothingIsLive() {
        await().untilAsserted(() -> {
            assertThat(pool.stats().liveBytes()).isZero();
            assertThat(pool.stats().activeArenas()).isZero();
        });
    }

    record Reading(String station, double temperature) {}

    @SpringBootConfiguration
    @EnableKafka
    @ImportAutoConfiguration({ArenaAutoConfiguration.class, ArenaJsonAutoConfiguration.class,
            ArenaMessagingAutoConfiguration.class})
    static class Application {
        final ConcurrentLinkedQueue<String> sums = new ConcurrentLinkedQueue<>();
        final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

        @KafkaListener(topics = "readings", groupId = "tests")
        void onReadings(RecordVec<Reading> readings) {
            double sum = readings.stream().mapToDouble(Reading::temperature).sum();
            sums.add(readings.size() + " " + sum + " " + readings.get(readings.size() - 1).station());
        }

        @Bean
        KafkaListenerConfigurer arenaListeners(ArenaMessageHandlerMethodFactory factory) {
            return registrar -> registrar.setMessageHandlerMethodFactory(factory);
        }

        @Bean
        KafkaTemplate<byte[], byte[]> template(EmbeddedKafkaBroker broker) {
            Map<String, Object> settings = KafkaTestUtils.producerProps(broker);
            return new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(settings, new ByteArraySerializer(),
                    new ByteArraySerializer()));
        }

        @Bean
        ConcurrentKafkaListenerContainerFactory<byte[], byte[]> kafkaListenerContainerFactory(
                EmbeddedKafkaBroker broker) {
            var consumers = new DefaultKafkaConsumerFactory<>(
                    KafkaTestUtils.consumerProps(broker, "tests", true), new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            var factory = new ConcurrentKafkaListenerContainerFactory<byte[], byte[]>();
            factory.setConsumerFactory(consumers);
            factory.setCommonErrorHandler(new DefaultErrorHandler(
                    (message, failure) -> failures.add(causes(failure)), new FixedBackOff(0, 0)));
            return factory;
        }

        private static String causes(@Nullable Throwable failure) {
            return failure == null ? "" : failure.getClass().getSimpleName() + " " + causes(failure.getCause());
        }
    }
}
