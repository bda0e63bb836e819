package dev.arena.spring.boot.springdoc;

import io.swagger.v3.oas.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.ParameterCustomizer;
import org.springframework.core.MethodParameter;

/** Does not list the arena among the parameters of a handler: it comes with the request, and not from the client. */
public final class ArenaParameterCustomizer implements ParameterCustomizer {

    /** A customizer. */
    public ArenaParameterCustomizer() {}

    @Override
    public @Nullable Parameter customize(@Nullable Parameter parameter, MethodParameter methodParameter) {
        return java.lang.foreign.Arena.class.isAssignableFrom(methodParameter.getParameterType()) ? null : parameter;
    }
}
