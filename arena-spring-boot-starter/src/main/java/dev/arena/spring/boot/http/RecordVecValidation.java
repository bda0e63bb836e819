package dev.arena.spring.boot.http;

import java.lang.reflect.Type;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

import dev.arena.collect.RecordVec;

/** Validates each record of a {@code @Valid @RequestBody RecordVec<R>} of a servlet request. */
@ControllerAdvice
public final class RecordVecValidation extends RequestBodyAdviceAdapter {
    private final RecordVecConstraints constraints;

    /**
     * Advice that checks constraints.
     *
     * @param constraints what is checked
     */
    public RecordVecValidation(RecordVecConstraints constraints) {
        this.constraints = constraints;
    }

    @Override
    public boolean supports(MethodParameter parameter, Type targetType,
            Class<? extends HttpMessageConverter<?>> converterType) {
        return parameter.getParameterType() == RecordVec.class && RecordVecConstraints.groups(parameter) != null;
    }

    @Override
    public Object afterBodyRead(Object body, HttpInputMessage message, MethodParameter parameter, Type targetType,
            Class<? extends HttpMessageConverter<?>> converterType) {
        if (body instanceof RecordVec<?> records) { // which a body of null is not
            constraints.validate(records, parameter);
        }
        return body;
    }
}
