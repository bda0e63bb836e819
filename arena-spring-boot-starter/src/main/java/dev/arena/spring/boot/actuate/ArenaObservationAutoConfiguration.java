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

package dev.arena.spring.boot.actuate;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.DispatcherServlet;

import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;
import dev.arena.spring.boot.autoconfigure.ArenaProperties;
import dev.arena.spring.boot.autoconfigure.ConditionalOnArenaEnabled;
import dev.arena.spring.boot.web.ArenaServletAutoConfiguration;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for adding the memory of arenas to the observations of servlet requests.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ArenaAutoConfiguration.class, before = ArenaServletAutoConfiguration.class, afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({DispatcherServlet.class, ObservationRegistry.class})
@ConditionalOnBean(value = ObservationRegistry.class, name = ArenaAutoConfiguration.POOL_CHOICE)
@ConditionalOnArenaEnabled
@ConditionalOnBooleanProperty(name = "arena.observations.enabled", matchIfMissing = true)
public final class ArenaObservationAutoConfiguration {

    ArenaObservationAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = "requestArenaObservations")
    RequestArenaObservations requestArenaObservations(ArenaProperties properties) {
        return new RequestArenaObservations(properties.getObservations().isIncludeSize());
    }
}
