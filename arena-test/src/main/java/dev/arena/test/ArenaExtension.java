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

package dev.arena.test;

import java.util.Optional;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

import dev.arena.Arena;
import dev.arena.ArenaBuilder;
import dev.arena.ArenaPool;
import dev.arena.LeakDetection;

/**
 * JUnit extension that provides a test with arenas, and fails the test if it leaves arenas or handles open.
 *
 * <p>A parameter of type {@link ArenaPool} is a new pool with {@link LeakDetection#ALL}, one for each test. A parameter of
 * type {@link Arena} is an arena of that pool. It is confined to the thread of the test, and the extension closes it after
 * the methods that are annotated with {@code AfterEach}. If other arenas or handles of the pool are still open at that time,
 * the test fails. The failure shows where each of them was opened.
 *
 * @since 0.1.0
 */
public final class ArenaExtension implements ParameterResolver, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(ArenaExtension.class);

    /** Called by JUnit. */
    public ArenaExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return type == Arena.class || type == ArenaPool.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        ArenaPool pool = store(test).computeIfAbsent(ArenaPool.class, it -> pool(test), ArenaPool.class);
        return parameter.getParameter().getType() == ArenaPool.class
                ? pool
                : store(test).computeIfAbsent(Arena.class, it -> pool.open(), Arena.class);
    }

    private static Store store(ExtensionContext test) {
        return test.getStore(NAMESPACE);
    }

    private static ArenaPool pool(ExtensionContext test) {
        ArenaBuilder builder = Arena.builder().name(test.getDisplayName()).leakDetection(LeakDetection.ALL)
                .strictClose(true);
        Optional<ArenaTest> settings = test.getTestClass()
                .flatMap(it -> AnnotationSupport.findAnnotation(it, ArenaTest.class, test.getEnclosingTestClasses()));
        settings.ifPresent(it -> builder.byteBudget(it.byteBudget()).poolByteBudget(it.poolByteBudget()));
        return builder.buildPool();
    }

    /** Closes the arena and the pool of the test. */
    @Override
    public void afterEach(ExtensionContext test) {
        Arena arena = store(test).remove(Arena.class, Arena.class);
        if (arena != null) {
            arena.close();
        }
        ArenaPool pool = store(test).remove(ArenaPool.class, ArenaPool.class);
        if (pool != null) {
            close(pool);
        }
    }

    private static void close(ArenaPool pool) {
        try {
            pool.close();
        } catch (IllegalStateException e) {
            var failure = new AssertionError(e.getMessage());
            for (Throwable openedAt : e.getSuppressed()) {
                failure.addSuppressed(openedAt);
            }
            throw failure;
        }
    }
}
