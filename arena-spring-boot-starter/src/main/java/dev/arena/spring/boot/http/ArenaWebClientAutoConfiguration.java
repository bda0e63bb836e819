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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.client.WebClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;
import tools.jackson.dataformat.xml.XmlMapper;

import dev.arena.json.ArenaJson;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;
import dev.arena.spring.boot.autoconfigure.ConditionalOnArenaEnabled;
import dev.arena.spring.boot.json.ArenaJsonAutoConfiguration;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@code WebClient} and the HTTP interfaces that use it. They read
 * responses into arenas and write request bodies from arenas.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = {ArenaAutoConfiguration.class, ArenaJsonAutoConfiguration.class})
@ConditionalOnClass({WebClient.class, WebClientCustomizer.class})
@ConditionalOnBean(name = ArenaAutoConfiguration.POOL_CHOICE)
@ConditionalOnArenaEnabled
public final class ArenaWebClientAutoConfiguration {

    ArenaWebClientAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = "arenaWebClientCustomizer")
    WebClientCustomizer arenaWebClientCustomizer(ArenaContextHolder context) {
        return ArenaWebClientCustomizer.withoutJson(context);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(ArenaJson.class)
    static class JsonConfiguration {

        @Bean
        @ConditionalOnMissingBean(name = "arenaWebClientCustomizer")
        WebClientCustomizer arenaWebClientCustomizer(ArenaContextHolder context, ArenaJson json) {
            return ArenaWebClientCustomizer.withJson(context, json);
        }

        /** After the customizer of Spring Boot, which would set a decoder without arenas, and before those of the application. */
        @Bean
        @Order(1)
        @ConditionalOnMissingBean(name = "arenaJacksonWebClientCustomizer")
        @ConditionalOnProperty(name = "spring.http.codecs.preferred-json-mapper", havingValue = "jackson", matchIfMissing = true)
        WebClientCustomizer arenaJacksonWebClientCustomizer(ObjectProvider<JsonMapper> mapper) {
            return builder -> mapper.ifUnique(it -> builder
                    .codecs(codecs -> codecs.defaultCodecs().jacksonJsonDecoder(new ArenaJsonDecoder(it))));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(ArenaJson.class)
    @ConditionalOnClass(CBORMapper.class)
    static class CborConfiguration {

        @Bean
        @Order(1)
        WebClientCustomizer arenaCborWebClientCustomizer() {
            return builder -> builder
                    .codecs(codecs -> codecs.defaultCodecs().jacksonCborDecoder(new ArenaCborDecoder()));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(ArenaJson.class)
    @ConditionalOnClass(XmlMapper.class)
    static class XmlConfiguration {

        @Bean
        @Order(1)
        WebClientCustomizer arenaXmlWebClientCustomizer() {
            return builder -> builder
                    .codecs(codecs -> codecs.defaultCodecs().jacksonXmlDecoder(new ArenaXmlDecoder()));
        }
    }
}
