package dev.arena.spring.boot.rawbody;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Resolves handler-method parameters of type {@link MemorySegment} to the kept body of the request. Those with an annotation of Spring
 * are resolved by others before.
 */
public final class RawBodyArgumentResolver implements HandlerMethodArgumentResolver {

    /** A resolver. */
    public RawBodyArgumentResolver() {}

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == MemorySegment.class;
    }

    @Override
    public MemorySegment resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer mavContainer,
            NativeWebRequest webRequest, @Nullable WebDataBinderFactory binderFactory) throws IOException {
        return RawBody.of(Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class)));
    }
}
