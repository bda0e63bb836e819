package dev.arena.spring.boot.http;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.validation.annotation.ValidationAnnotationUtils;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

import dev.arena.collect.RecordVec;
import dev.arena.spring.boot.http.InvalidRecordsException.Violation;

/**
 * Validates each record of a {@code @Valid @RequestBody RecordVec<R>} as it is read out of the arena, with the groups of
 * {@code @Validated} if that is used. Stops at the record with which there are 100 violations.
 */
@ControllerAdvice
public final class RecordVecValidation extends RequestBodyAdviceAdapter {
    private static final int ENOUGH = 100;

    private final Validator validator;

    /**
     * Advice that asks a validator.
     *
     * @param validator knows the constraints
     */
    public RecordVecValidation(Validator validator) {
        this.validator = validator;
    }

    @Override
    public boolean supports(MethodParameter parameter, Type targetType,
            Class<? extends HttpMessageConverter<?>> converterType) {
        return parameter.getParameterType() == RecordVec.class && hints(parameter) != null;
    }

    /** The groups to validate, none for the default one; null if the parameter is not to be validated. */
    private static Object @Nullable [] hints(MethodParameter parameter) {
        for (Annotation annotation : parameter.getParameterAnnotations()) {
            Object[] hints = ValidationAnnotationUtils.determineValidationHints(annotation);
            if (hints != null) {
                return hints;
            }
        }
        return null;
    }

    @Override
    public Object afterBodyRead(Object body, HttpInputMessage message, MethodParameter parameter, Type targetType,
            Class<? extends HttpMessageConverter<?>> converterType) {
        Object[] groups = Objects.requireNonNull(hints(parameter));
        validate((RecordVec<?>) body, Arrays.copyOf(groups, groups.length, Class[].class));
        return body;
    }

    private void validate(RecordVec<?> records, Class<?>[] groups) {
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
