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

package dev.arena.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;

import dev.arena.spring.boot.ArenaTemplate;

/**
 * Explains that there is no {@link ArenaTemplate} bean, because the application has several pools and none of them is
 * primary.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PoolChoiceFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {
    private final @Nullable ConfigurableListableBeanFactory beans;

    PoolChoiceFailureAnalyzer(@Nullable BeanFactory beanFactory) {
        this.beans = beanFactory instanceof ConfigurableListableBeanFactory factory ? factory : null;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
        ResolvableType missing = cause.getResolvableType();
        if (beans == null || missing == null || missing.resolve() != ArenaTemplate.class
                || beans.getBeanNamesForType(PoolChoice.class, true, false).length == 0) {
            return null;
        }
        String description = PoolChoice.description(beans);
        return description == null
                ? null
                : new FailureAnalysis(description + ".", PoolChoice.ACTION + ".", cause);
    }
}
