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

package dev.arena.spring.boot.springdoc;

import io.swagger.v3.core.converter.ModelConverter;
import org.springdoc.core.customizers.ParameterCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

import dev.arena.spring.boot.autoconfigure.ConditionalOnArenaEnabled;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the description of arena types by springdoc.
 *
 * @since 0.1.0
 */
@AutoConfiguration(beforeName = "org.springdoc.core.configuration.SpringDocConfiguration")
@ConditionalOnWebApplication
@ConditionalOnClass({ModelConverter.class, ParameterCustomizer.class})
@ConditionalOnBooleanProperty(name = "springdoc.api-docs.enabled", matchIfMissing = true)
@ConditionalOnArenaEnabled
public final class ArenaSpringDocAutoConfiguration {

    ArenaSpringDocAutoConfiguration() {}

    @Bean
    ArenaModelConverter arenaModelConverter() {
        return new ArenaModelConverter();
    }

    @Bean
    ArenaParameterCustomizer arenaParameterCustomizer() {
        return new ArenaParameterCustomizer();
    }
}
