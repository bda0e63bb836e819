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

package dev.arena.spring.boot.json;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.json.ArenaJson;
import dev.arena.json.ArenaModule;
import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;
import dev.arena.spring.boot.autoconfigure.ArenaProperties;
import dev.arena.spring.boot.autoconfigure.ConditionalOnArenaEnabled;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for JSON in arena memory.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ArenaAutoConfiguration.class)
@ConditionalOnClass(JacksonModule.class)
@ConditionalOnArenaEnabled
public final class ArenaJsonAutoConfiguration {

    ArenaJsonAutoConfiguration() {}

    /** The mapper is requested later, because it may be created with the module below. */
    @Bean
    @ConditionalOnMissingBean
    ArenaJson arenaJson(ArenaProperties properties, ObjectProvider<JsonMapper> mapper) {
        return JsonConfigurer.configure(properties.getJson(), () -> mapper.getIfAvailable(JsonMapper::shared));
    }

    /** Boot gives it to every mapper that it configures. */
    @Bean
    @ConditionalOnMissingBean
    ArenaModule arenaJacksonModule(ArenaJson arenaJson) {
        return new RequestArenaModule(arenaJson);
    }
}
