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

import java.lang.annotation.Annotation;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import jakarta.validation.GroupSequence;
import jakarta.validation.Validator;
import jakarta.validation.constraints.AssertFalse;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Null;
import jakarta.validation.groups.Default;
import jakarta.validation.metadata.BeanDescriptor;
import jakarta.validation.metadata.ConstraintDescriptor;
import jakarta.validation.metadata.PropertyDescriptor;
import jakarta.validation.metadata.ValidateUnwrappedValue;

import org.jspecify.annotations.Nullable;

import dev.arena.collect.RecordRows;
import dev.arena.record.Field;
import dev.arena.record.FieldKind;
import dev.arena.record.RecordLayout;

/**
 * Finds the rows whose records may violate a constraint, without creating the records. It supports the constraints of
 * {@code jakarta.validation.constraints} on primitive values and texts, except {@code @Email}. It supports {@code @NotNull}
 * and {@code @Null} on all types. All other rows satisfy all constraints. The caller validates the found rows as records, so
 * violations and messages are always those of the validator.
 *
 * <p>Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class RowChecks {
    private static final String BUILT_IN = NotNull.class.getPackageName();

    /** The packages of known validators. Other validators may interpret a constraint differently. */
    private static final List<String> KNOWN_VALIDATORS = List.of("org.hibernate.validator.internal.",
            RowChecks.class.getPackageName() + ".");

    /** Annotations of this package choose groups by the values of a bean. */
    private static final String DYNAMIC_GROUPS = "org.hibernate.validator.group";

    private final int[] fields;
    private final FieldCheck[] checks;

    private RowChecks(List<Integer> fields, List<FieldCheck> checks) {
        this.fields = fields.stream().mapToInt(Integer::intValue).toArray();
        this.checks = checks.toArray(FieldCheck[]::new);
    }

    /**
     * The checks of a type of records.
     *
     * @param  validator provides the constraints
     * @param  layout    how the records are laid out
     * @param  groups    the groups to be validated, none for the default one
     * @return           the checks; null if there are constraints without a check, so that the caller must validate each
     *                   record
     */
    public static @Nullable RowChecks of(Validator validator, RecordLayout<?> layout, Class<?>... groups) {
        BeanDescriptor bean = validator.getConstraintsForClass(layout.type());
        if (!bean.getConstraintDescriptors().isEmpty() || !layout.hasPlainConstructor()
                || !layout.hasPlainAccessors()) {
            return null;
        }
        List<Integer> fields = new ArrayList<>();
        List<FieldCheck> checks = new ArrayList<>();
        for (PropertyDescriptor property : bean.getConstrainedProperties()) {
            Field field = field(layout, property.getPropertyName());
            if (field == null || field.kind() == FieldKind.OPTIONAL || property.isCascaded()
                    || !property.getConstrainedContainerElementTypes().isEmpty()) {
                return null;
            }
            for (ConstraintDescriptor<?> constraint : constraints(property, layout.type(), groups)) {
                FieldCheck check = isPlain(constraint) ? check(constraint.getAnnotation(), field) : null;
                if (check == null) {
                    return null;
                }
                fields.add(field.index());
                checks.add(check);
            }
        }
        return new RowChecks(fields, checks);
    }

    private static @Nullable Field field(RecordLayout<?> layout, String name) {
        return layout.fields().stream().filter(it -> it.name().equals(name)).findFirst().orElse(null);
    }

    /** Returns the constraints that may be validated. With group sequences, these are all constraints. */
    private static Set<ConstraintDescriptor<?>> constraints(PropertyDescriptor property, Class<?> type,
            Class<?>... groups) {
        boolean hasSequence = Arrays.stream(type.getAnnotations()).anyMatch(RowChecks::choosesGroups)
                || Arrays.stream(groups).anyMatch(it -> it.isAnnotationPresent(GroupSequence.class));
        return hasSequence
                ? property.getConstraintDescriptors()
                : property.findConstraints()
                        .unorderedAndMatchingGroups(groups.length == 0 ? new Class<?>[]{Default.class} : groups)
                        .getConstraintDescriptors();
    }

    private static boolean choosesGroups(Annotation annotation) {
        return annotation instanceof GroupSequence
                || annotation.annotationType().getPackageName().equals(DYNAMIC_GROUPS);
    }

    private static boolean isPlain(ConstraintDescriptor<?> constraint) {
        return constraint.getAnnotation().annotationType().getPackageName().equals(BUILT_IN)
                && constraint.getComposingConstraints().isEmpty()
                && constraint.getValueUnwrapping() == ValidateUnwrappedValue.DEFAULT
                && constraint.getConstraintValidatorClasses().stream()
                        .allMatch(it -> KNOWN_VALIDATORS.stream().anyMatch(it.getName()::startsWith));
    }

    private static @Nullable FieldCheck check(Annotation constraint, Field field) {
        return switch (constraint) {
            case NotNull _ -> (it, rows, row, _) -> !it.isNull(rows, row);
            case Null _ -> (it, rows, row, _) -> it.isNull(rows, row);
            default -> checkOfValue(constraint, field.kind());
        };
    }

    private static @Nullable FieldCheck checkOfValue(Annotation constraint, FieldKind kind) {
        FieldCheck check = switch (kind) {
            case BOOLEAN -> checkOfBoolean(constraint);
            case BYTE, SHORT, INT, LONG -> IntegerChecks.of(constraint, kind);
            case FLOAT, DOUBLE -> FloatingChecks.of(constraint, kind);
            case STRING, UTF8 -> TextChecks.of(constraint);
            default -> null;
        };
        if (check == null) {
            return null;
        }
        boolean acceptsNull = !(constraint instanceof NotEmpty) && !(constraint instanceof NotBlank);
        return (field, rows, row, text) -> field.isNull(rows, row) ? acceptsNull : check.passes(field, rows, row, text);
    }

    private static @Nullable FieldCheck checkOfBoolean(Annotation constraint) {
        return switch (constraint) {
            case AssertTrue _ -> (field, rows, row, _) -> field.getBoolean(rows, row);
            case AssertFalse _ -> (field, rows, row, _) -> !field.getBoolean(rows, row);
            default -> null;
        };
    }

    /**
     * Finds a row whose record may violate a constraint.
     *
     * @param  records records of the type
     * @param  from    number of the first row to look at, from 0
     * @return         number of the first such row; the number of rows if there is none
     */
    public long nextSuspect(RecordRows<?> records, long from) {
        Field[] components = records.layout().fields().toArray(Field[]::new);
        MemorySegment rows = records.rows();
        MemorySegment text = records.textSegment();
        long rowBytes = records.layout().byteSize();
        long size = records.size();
        long row = from;
        while (row < size && pass(components, rows, row * rowBytes, text)) {
            row++;
        }
        return row;
    }

    private boolean pass(Field[] components, MemorySegment rows, long row, MemorySegment text) {
        for (int i = 0; i < checks.length; i++) {
            if (!checks[i].passes(components[fields[i]], rows, row, text)) {
                return false;
            }
        }
        return true;
    }
}
