package dev.arena.spring.boot.web.reactive;

import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.SyncHandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;

import dev.arena.Arena;

/** Resolves handler-method parameters of type {@link Arena} or {@link java.lang.foreign.Arena} to the request's arena. */
public final class ReactiveArenaArgumentResolver implements SyncHandlerMethodArgumentResolver {

    /** A resolver. */
    public ReactiveArenaArgumentResolver() {}

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Arena.class
                || parameter.getParameterType() == java.lang.foreign.Arena.class;
    }

    @Override
    public Arena resolveArgumentValue(MethodParameter parameter, BindingContext bindingContext,
            ServerWebExchange exchange) {
        return ReactiveArenas.of(exchange);
    }
}
