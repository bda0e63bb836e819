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

import java.util.function.Consumer;

import jakarta.validation.Validator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.http.codec.CodecCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.codec.CodecConfigurer.CustomCodecs;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;
import tools.jackson.dataformat.xml.XmlMapper;

import dev.arena.json.ArenaJson;
import dev.arena.spring.boot.autoconfigure.ConditionalOnArenaEnabled;
import dev.arena.spring.boot.autoconfigure.ConditionalOnRequestPool;
import dev.arena.spring.boot.json.ArenaJsonAutoConfiguration;
import dev.arena.spring.boot.web.ArenaReactiveAutoConfiguration;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for bodies of requests and responses of reactive applications in arena memory.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = {ArenaReactiveAutoConfiguration.class,
        ArenaJsonAutoConfiguration.class}, afterName = "org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(DispatcherHandler.class)
@ConditionalOnRequestPool
@ConditionalOnArenaEnabled
public final class ArenaCodecAutoConfiguration {

    ArenaCodecAutoConfiguration() {}

    @Bean
    BodyExceptionHandler arenaBodyExceptionHandler(ObjectProvider<ServerCodecConfigurer> codecs) {
        ResolvableType type = ResolvableType.forClass(ProblemDetail.class);
        return new BodyExceptionHandler(codecs.getIfAvailable(ServerCodecConfigurer::create).getWriters().stream()
                .anyMatch(writer -> writer.canWrite(type, MediaType.APPLICATION_PROBLEM_JSON)));
    }

    @Bean
    WebFluxConfigurer arenaCodecWebFluxConfigurer() {
        return codecs(configurer -> {
            CustomCodecs codecs = configurer.customCodecs();
            codecs.register(new MemorySegmentHttpMessageReader());
            codecs.register(new MemorySegmentHttpMessageWriter());
            codecs.register(new Utf8StringHttpMessageReader());
            codecs.register(new Utf8StringHttpMessageWriter());
            codecs.register(new EventStreamWriter(configurer::getWriters));
        });
    }

    private static WebFluxConfigurer codecs(Consumer<ServerCodecConfigurer> configuration) {
        return new WebFluxConfigurer() {
            @Override
            public void configureHttpMessageCodecs(ServerCodecConfigurer configurer) {
                configuration.accept(configurer);
            }
        };
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(ArenaJson.class)
    static class JsonConfiguration {

        /** After the customizer of Spring Boot, which would set a decoder without arenas, and before those of the application. */
        @Bean
        @Order(1)
        @ConditionalOnProperty(name = "spring.http.codecs.preferred-json-mapper", havingValue = "jackson", matchIfMissing = true)
        CodecCustomizer arenaJacksonCodecCustomizer(ObjectProvider<JsonMapper> mapper) {
            return configurer -> mapper
                    .ifUnique(it -> configurer.defaultCodecs().jacksonJsonDecoder(new ArenaJsonDecoder(it)));
        }

        /** After the configurers of the application. */
        @Bean
        @Order(Ordered.LOWEST_PRECEDENCE)
        WebFluxConfigurer arenaJsonDecoderWebFluxConfigurer() {
            return codecs(ArenaJsonDecoder::replaceDefault);
        }

        @Bean
        WebFluxConfigurer arenaJsonWebFluxConfigurer(ArenaJson json,
                ObjectProvider<RecordVecConstraints> constraints) {
            return codecs(configurer -> {
                configurer.customCodecs()
                        .register(new ArenaJsonHttpMessageReader(json, constraints.getIfAvailable()));
                configurer.customCodecs().register(new ArenaJsonHttpMessageWriter(json));
            });
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(ArenaJson.class)
    @ConditionalOnClass(CBORMapper.class)
    static class CborConfiguration {

        /** Before the configurers of the application, and unlike a customizer also with {@code @EnableWebFlux}. */
        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        WebFluxConfigurer arenaCborWebFluxConfigurer() {
            return codecs(configurer -> configurer.defaultCodecs().jacksonCborDecoder(new ArenaCborDecoder()));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(ArenaJson.class)
    @ConditionalOnClass(XmlMapper.class)
    static class XmlConfiguration {

        /** Before the configurers of the application, and unlike a customizer also with {@code @EnableWebFlux}. */
        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        WebFluxConfigurer arenaXmlWebFluxConfigurer() {
            return codecs(configurer -> configurer.defaultCodecs().jacksonXmlDecoder(new ArenaXmlDecoder()));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Validator.class)
    @ConditionalOnBean(value = ArenaJson.class, name = "webFluxValidator")
    static class ValidationConfiguration {

        @Bean
        RecordVecConstraints arenaRecordVecConstraints(
                @Qualifier("webFluxValidator") ObjectProvider<org.springframework.validation.Validator> webFluxValidator,
                ObjectProvider<Validator> validator) {
            return new RecordVecConstraints(webFluxValidator, validator);
        }
    }
}
