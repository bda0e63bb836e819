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

package dev.arena.spring.boot.http;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.MethodParameter;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.validation.SmartValidator;
import org.springframework.validation.annotation.ValidationAnnotationUtils;

import dev.arena.collect.RecordVec;
import dev.arena.spring.boot.http.InvalidRecordsException.Violation;
import dev.arena.spring.boot.validation.RowChecks;

/**
 * Validates each record of a vector, for parameters with {@code @Valid}, or with {@code @Validated} and its groups. If
 * {@link RowChecks} supports the constraints, only records that may violate one are created. Validation stops after the
 * record with the hundredth violation.
 *
 * <p>Safe for use by any thread.
 */
final class RecordVecConstraints {
    private static final int MAX_VIOLATIONS = 100;

    private final SingletonSupplier<Validator> validator;
    private final Map<Key, Optional<RowChecks>> checks = new ConcurrentHashMap<>();
    private final Map<MethodParameter, Optional<List<Class<?>>>> groups = new ConcurrentHashMap<>();

    /** The key that determines the constraints. */
    private record Key(Type type, List<Class<?>> groups) {}

    /**
     * Creates an instance.
     *
     * @param ofSpring      validates other bodies
     * @param ofApplication validates records if the one of Spring cannot
     */
    RecordVecConstraints(ObjectProvider<org.springframework.validation.Validator> ofSpring,
            ObjectProvider<Validator> ofApplication) {
        this.validator = SingletonSupplier.ofNullable(() -> {
            Validator validator = unwrap(ofSpring.getIfAvailable());
            return validator != null ? validator : ofApplication.getIfUnique();
        });
    }

    /** Without a provider of Jakarta Validation, the validator of Spring supports nothing. */
    private static @Nullable Validator unwrap(org.springframework.validation.@Nullable Validator validator) {
        return validator instanceof SmartValidator smart && smart.supports(Object.class)
                ? smart.unwrap(Validator.class)
                : null;
    }

    /** Whether to validate a parameter. */
    boolean appliesTo(MethodParameter parameter) {
        return groups(parameter).isPresent();
    }

    /** The groups to validate, an empty list for the default group; empty if the parameter is not validated. */
    private Optional<List<Class<?>>> groups(MethodParameter parameter) {
        Optional<List<Class<?>>> known = groups.get(parameter); // computeIfAbsent can lock even if the key exists
        return known != null ? known : groups.computeIfAbsent(parameter, RecordVecConstraints::findGroups);
    }

    private static Optional<List<Class<?>>> findGroups(MethodParameter parameter) {
        for (Annotation annotation : parameter.getParameterAnnotations()) {
            Object[] hints = ValidationAnnotationUtils.determineValidationHints(annotation);
            if (hints != null) {
                return Optional.of(Arrays.stream(hints).<Class<?>>map(it -> (Class<?>) it).toList());
            }
        }
        return Optional.empty();
    }

    /**
     * Validates the argument of a parameter, if that is to be done.
     *
     * @throws InvalidRecordsException if there are violations
     */
    void validate(RecordVec<?> records, MethodParameter parameter) {
        List<Class<?>> validated = groups(parameter).orElse(null);
        Validator validator = validated == null ? null : this.validator.get();
        if (validated == null || validator == null) {
            return;
        }
        Class<?>[] groups = validated.toArray(Class[]::new);
        List<Violation> violations = new ArrayList<>();
        RowChecks known = checks.computeIfAbsent(new Key(records.layout().genericType(), validated),
                _ -> Optional.ofNullable(RowChecks.of(validator, records.layout(), groups))).orElse(null);
        long size = records.size();
        for (long index = next(known, records, 0); index < size
                && violations.size() < MAX_VIOLATIONS; index = next(known, records, index + 1)) {
            long row = index;
            validator.validate(records.get(index), groups).stream().map(it -> violation(row, it))
                    .sorted(Comparator.comparing(Violation::path).thenComparing(Violation::message))
                    .limit(MAX_VIOLATIONS - violations.size()).forEach(violations::add);
        }
        if (!violations.isEmpty()) {
            throw new InvalidRecordsException(violations);
        }
    }

    /** Returns the first row, at or after the given one, whose record must be validated. */
    private static long next(@Nullable RowChecks known, RecordVec<?> records, long from) {
        return known == null ? from : known.nextSuspect(records, from);
    }

    private static Violation violation(long index, ConstraintViolation<?> violation) {
        var pointer = new StringBuilder("/").append(index);
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getName() != null) {
                pointer.append('/').append(node.getName());
            }
        }
        return new Violation(index, pointer.toString(), violation.getMessage());
    }
}
