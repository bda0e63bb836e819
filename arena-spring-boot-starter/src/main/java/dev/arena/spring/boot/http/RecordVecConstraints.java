package dev.arena.spring.boot.http;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.validation.annotation.ValidationAnnotationUtils;

import dev.arena.collect.RecordVec;
import dev.arena.spring.boot.http.InvalidRecordsException.Violation;

/**
 * Validates each record of a vector as it is read out of the arena, for parameters with {@code @Valid}, or with {@code @Validated} and
 * its groups. Stops at the record with which there are 100 violations.
 *
 * <p>Safe for use by any thread.
 */
public final class RecordVecConstraints {
    private static final int ENOUGH = 100;

    private final Validator validator;

    /**
     * Asks a validator.
     *
     * @param validator knows the constraints
     */
    public RecordVecConstraints(Validator validator) {
        this.validator = validator;
    }

    /** The groups to validate, none for the default one; null if the parameter is not to be validated. */
    static Class<?> @Nullable [] groups(MethodParameter parameter) {
        for (Annotation annotation : parameter.getParameterAnnotations()) {
            Object[] hints = ValidationAnnotationUtils.determineValidationHints(annotation);
            if (hints != null) {
                return Arrays.copyOf(hints, hints.length, Class[].class);
            }
        }
        return null;
    }

    /**
     * Validates the argument of a parameter, if that is to be done.
     *
     * @throws InvalidRecordsException if there are violations
     */
    void validate(RecordVec<?> records, MethodParameter parameter) {
        Class<?>[] groups = groups(parameter);
        if (groups == null) {
            return;
        }
        List<Violation> violations = new ArrayList<>();
        for (long index = 0; index < records.size() && violations.size() < ENOUGH; index++) {
            long row = index;
            validator.validate(records.get(index), groups).stream().map(it -> violation(row, it))
                    .sorted(Comparator.comparing(Violation::path).thenComparing(Violation::message))
                    .limit(ENOUGH - violations.size()).forEach(violations::add);
        }
        if (!violations.isEmpty()) {
            throw new InvalidRecordsException(violations);
        }
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
