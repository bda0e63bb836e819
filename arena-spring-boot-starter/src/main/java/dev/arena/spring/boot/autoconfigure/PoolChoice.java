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

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.core.MethodParameter;
import org.springframework.util.StringUtils;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.spring.boot.ArenaTemplate;

/**
 * Explains that an application has several pools and none of them is primary, so web requests have no pool. It checks and logs
 * the pools once, when the application starts, because the context may be closed later.
 *
 * <p>Safe for use by any thread.
 */
final class PoolChoice implements SmartInitializingSingleton {
    static final String ACTION = "Mark the pool for web requests as @Primary. For the other pools, use ArenaPool.open() or "
            + "define an ArenaTemplate bean";

    private final ConfigurableListableBeanFactory beans;
    private @Nullable String explanation;
    private volatile boolean explained;

    PoolChoice(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public void afterSingletonsInstantiated() {
        StartupLog.ofThisProcess().write(ownPools(), explanation());
    }

    /** Without the pools of parent contexts, which log themselves, and without creating pools of other scopes. */
    private Map<String, ArenaPool> ownPools() {
        Map<String, ArenaPool> pools = SimpleAutowireCandidateResolver.resolveAutowireCandidates(beans,
                ArenaPool.class, false, true);
        pools.keySet().removeIf(name -> !beans.containsLocalBean(name));
        return pools;
    }

    /** Returns which pools there are and how to choose one; null if there is nothing to choose. */
    @Nullable
    String explanation() {
        if (!explained) {
            explanation = explain();
            explained = true;
        }
        return explanation;
    }

    /** Creates the exception for code that needs the template. */
    NoSuchBeanDefinitionException missingTemplate() {
        String reason = explanation();
        return reason == null
                ? new NoSuchBeanDefinitionException(ArenaTemplate.class)
                : new NoSuchBeanDefinitionException(ArenaTemplate.class, reason);
    }

    private @Nullable String explain() {
        String description = beans.containsLocalBean(ArenaAutoConfiguration.REQUEST_POOL) ? null : description(beans);
        return description == null ? null : description + ". " + ACTION;
    }

    /** Describes the pools without creating them; null if there is nothing to choose. */
    static @Nullable String description(ListableBeanFactory beans) {
        String[] names = BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, ArenaPool.class, true, false);
        return names.length < 2
                ? null
                : "There are " + names.length + " arena pools (" + String.join(", ", StringUtils.sortStringArray(names))
                        + ") and none of them is @Primary, so web requests have no arena and there is no "
                        + "ArenaTemplate bean";
    }

    /** Whether a parameter of a handler is an arena. */
    static boolean isArena(MethodParameter parameter) {
        return parameter.getParameterType() == Arena.class
                || parameter.getParameterType() == java.lang.foreign.Arena.class;
    }
}
