package dev.arena.spring.boot.springdoc;

import java.lang.foreign.MemorySegment;

import io.swagger.v3.oas.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.ParameterCustomizer;
import org.springframework.core.MethodParameter;

/**
 * Does not list the arena and the raw body among the parameters of a handler: the arena does not come from the client, and the raw body
 * is no parameter.
 */
public final class ArenaParameterCustomizer implements ParameterCustomizer {

    /** A customizer. */
    public ArenaParameterCustomizer() {}

    @Override
    public @Nullable Parameter customize(@Nullable Parameter parameter, MethodParameter methodParameter) {
        Class<?> type = methodParameter.getParameterType();
        boolean isRawBody = type == MemorySegment.class && !methodParameter.hasParameterAnnotations();
        return isRawBody || java.lang.foreign.Arena.class.isAssignableFrom(type) ? null : parameter;
    }
}
