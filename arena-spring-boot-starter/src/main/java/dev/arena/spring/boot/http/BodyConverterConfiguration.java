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
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.http.converter.autoconfigure.ClientHttpMessageConvertersCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.arena.json.ArenaJson;
import dev.arena.spring.boot.ArenaContextHolder;

/** Configures the converters that servers and clients share. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ClientHttpMessageConvertersCustomizer.class)
class BodyConverterConfiguration {

    @Bean
    BodyArena bodyArena(ArenaContextHolder context) {
        return new BodyArena(context);
    }

    /** There is no {@link ArenaJson} without Jackson. */
    @Bean
    BodyConverters arenaBodyConverters(BodyArena arenas, ObjectProvider<ArenaJson> json) {
        ArenaJson available = json.getIfAvailable();
        return available == null ? BodyConverters.withoutJson(arenas) : BodyConverters.withJson(arenas, available);
    }
}
