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

package dev.arena.spring.boot.validation;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import dev.arena.collect.ArenaCollection;

/** Validators of the number of elements that a vector, set or map in arena memory has. */
final class CollectionValidators {

    private CollectionValidators() {}

    /** Validator of {@link Size}. Null is valid, as for other types. */
    public static final class OfSize implements ConstraintValidator<Size, ArenaCollection> {
        private int min;
        private int max;

        @Override
        public void initialize(Size constraint) {
            min = constraint.min();
            max = constraint.max();
        }

        @Override
        public boolean isValid(@Nullable ArenaCollection value, ConstraintValidatorContext context) {
            if (value == null) {
                return true;
            }
            long size = value.size();
            return size >= min && size <= max;
        }
    }

    /** Validator of {@link NotEmpty}. Null is not valid. */
    public static final class OfNotEmpty implements ConstraintValidator<NotEmpty, ArenaCollection> {

        @Override
        public boolean isValid(@Nullable ArenaCollection value, ConstraintValidatorContext context) {
            return value != null && !value.isEmpty();
        }
    }
}
