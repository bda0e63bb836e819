package dev.arena.spring.boot.rawbody;

import java.lang.foreign.MemorySegment;

import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Resolves handler-method parameters of type {@link MemorySegment} to the kept body of the request. Those with an annotation of Spring
 * are resolved by others before.
 */
public final class ReactiveRawBodyArgumentResolver implements HandlerMethodArgumentResolver {

    /** A resolver. */
    public ReactiveRawBodyArgumentResolver() {}

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == MemorySegment.class;
    }

    @Override
    public Mono<Object> resolveArgument(MethodParameter parameter, BindingContext bindingContext,
            ServerWebExchange exchange) {
        return ReactiveRawBody.of(exchange).cast(Object.class);
    }
}
