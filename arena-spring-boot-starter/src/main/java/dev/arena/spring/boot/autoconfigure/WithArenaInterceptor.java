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

import java.util.Objects;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;

import dev.arena.ArenaOptions;
import dev.arena.spring.boot.ArenaTemplate;

/** Calls a method with its own arena. */
record WithArenaInterceptor(WithArenaMethods methods, Supplier<ArenaTemplate> template) implements MethodInterceptor {

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Class<?> type = AopUtils.getTargetClass(Objects.requireNonNull(invocation.getThis()));
        ArenaOptions options = Objects.requireNonNull(methods.options(invocation.getMethod(), type));
        return template.get().<@Nullable Object, Throwable>execute(options,
                _ -> complete(invocation.proceed(), options));
    }

    private static @Nullable Object complete(@Nullable Object result, ArenaOptions options) {
        if (result instanceof Future<?> future && !future.isDone()) {
            throw new IllegalStateException(options.owner()
                    + " returned an incomplete future, but the arena of @WithArena ends when the method returns: wait "
                    + "for the result, or do all work on this thread");
        }
        return result;
    }
}
