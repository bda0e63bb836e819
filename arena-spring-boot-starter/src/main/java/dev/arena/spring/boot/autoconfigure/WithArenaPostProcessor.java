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

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.core.Ordered;

import dev.arena.spring.boot.ArenaTemplate;
import dev.arena.spring.boot.WithArena;

/**
 * Adds the advice of {@link WithArena} before the other advice that a bean already has. The post-processor of {@code @Async}
 * runs later, so its advice precedes this one.
 */
final class WithArenaPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor {

    /** Directly after the post-processor that creates proxies, for example for transactions, and before all others. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 1;

    private final transient Supplier<ArenaTemplate> template;
    private transient @Nullable ConfigurableListableBeanFactory beans;

    /**
     * A post-processor.
     *
     * @param template opens the arenas; requested when a bean with the annotation is created
     */
    WithArenaPostProcessor(Supplier<ArenaTemplate> template) {
        this.template = template;
        setOrder(ORDER);
        setBeforeExistingAdvisors(true);
    }

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        super.setBeanFactory(beanFactory);
        var factory = (ConfigurableListableBeanFactory) beanFactory;
        var methods = new WithArenaMethods(
                new ByteBudgetResolver(new EmbeddedValueResolver(factory),
                        () -> template.get().pool().settings()));
        this.advisor = new DefaultPointcutAdvisor(methods, new WithArenaInterceptor(methods, template));
        this.beans = factory;
    }

    /** Makes advised beans dependent on the template, so that they can be called until the beans that use them are destroyed. */
    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        Object result = super.postProcessAfterInitialization(bean, beanName);
        if (beans != null && advisor != null && result instanceof Advised advised && advised.indexOf(advisor) >= 0) {
            for (String name : beans.getBeanNamesForType(ArenaTemplate.class, true, false)) {
                beans.registerDependentBean(name, beanName);
            }
        }
        return result;
    }
}
