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

import java.util.OptionalLong;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.StringUtils;
import org.springframework.util.StringValueResolver;
import org.springframework.util.unit.DataSize;

import dev.arena.ArenaPool;

/**
 * Resolves the byte budgets in annotations: sizes such as {@code 2MB}, or placeholders for sizes, within the limits of a pool.
 *
 * <p>Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class ByteBudgetResolver {
    private final StringValueResolver placeholders;
    private final Supplier<ArenaPool.Settings> pool;

    /**
     * Creates the resolver.
     *
     * @param placeholders resolves the placeholders
     * @param pool         supplies the settings of the pool, only if there is a budget
     */
    public ByteBudgetResolver(StringValueResolver placeholders, Supplier<ArenaPool.Settings> pool) {
        this.placeholders = placeholders;
        this.pool = pool;
    }

    /**
     * Resolves one budget.
     *
     * @param  place                 annotation, method and attribute, for messages
     * @param  value                 value of the attribute
     * @return                       bytes, from the smallest chunk to the budget of the pool; empty if the value is empty
     * @throws IllegalStateException if the value is not a size, or is out of range
     */
    public OptionalLong resolve(String place, String value) {
        String text = resolvePlaceholders(place, value);
        if (!StringUtils.hasText(text)) {
            return OptionalLong.empty();
        }
        String found = place + " is '" + text + "'" + (text.equals(value) ? "" : " (from '" + value + "')");
        long bytes;
        try {
            bytes = DataSize.parse(text).toBytes();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new InvalidAnnotationException(found + ", but must be a size such as 512KB or 2MB", e);
        }
        ArenaPool.Settings settings = pool.get();
        if (bytes < settings.minChunkSize() || bytes > settings.poolByteBudget()) {
            throw invalid(found + ", but must be from " + PropertyRanges.text(settings.minChunkSize())
                    + ", the smallest chunk (arena.pool.min-chunk-size), to "
                    + PropertyRanges.text(settings.poolByteBudget())
                    + ", the budget of the pool (arena.pool.byte-budget)");
        }
        return OptionalLong.of(bytes);
    }

    private @Nullable String resolvePlaceholders(String place, String value) {
        try {
            return placeholders.resolveStringValue(value);
        } catch (IllegalArgumentException | BeansException e) { // a placeholder or an expression
            throw new InvalidAnnotationException(place + " is '" + value + "', which cannot be resolved: "
                    + NestedExceptionUtils.getMostSpecificCause(e).getMessage(), e);
        }
    }

    /**
     * Creates the exception for an annotation that cannot work. A failure analysis prints it if it prevents the start.
     *
     * @param  description annotation, method, attribute, value, and what the value must be; without a period
     * @return             the exception
     */
    public static IllegalStateException invalid(String description) {
        return new InvalidAnnotationException(description, null);
    }
}
