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

package dev.arena.spring.boot.web;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.arena.ArenaPool;
import dev.arena.spring.boot.autoconfigure.ArenaProperties;
import dev.arena.spring.boot.autoconfigure.PropertyRanges;

/** Configures the routes and the responses to refusals, for servlet and reactive applications. */
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {

    @Bean
    HandlerBudgets arenaHandlerBudgets(ArenaPool pool, ConfigurableBeanFactory beans) {
        return new HandlerBudgets(new HandlerBudgetParser(pool, beans));
    }

    @Bean
    ExhaustionProblem arenaExhaustionProblem(ArenaProperties properties) {
        ArenaProperties.Problem problem = properties.web().problem();
        return new ExhaustionProblem(PropertyRanges.notNegative("arena.web.problem.retry-after",
                problem.retryAfter(), "there is no Retry-After header"), problem.includeUsage());
    }
}
