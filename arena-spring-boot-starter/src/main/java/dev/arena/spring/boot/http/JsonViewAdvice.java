package dev.arena.spring.boot.http;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonView;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.SmartHttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Tells {@link ArenaJsonHttpMessageConverter} the view that a handler method names by {@link JsonView}, as Spring's own advice tells
 * Jackson's converter only.
 */
@ControllerAdvice
public final class JsonViewAdvice extends RequestBodyAdviceAdapter implements ResponseBodyAdvice<Object> {

    /** Advice. */
    public JsonViewAdvice() {}

    @Override
    public boolean supports(MethodParameter parameter, Type targetType,
            Class<? extends HttpMessageConverter<?>> converterType) {
        return isArenaJson(converterType) && parameter.hasParameterAnnotation(JsonView.class);
    }

    private static boolean isArenaJson(Class<?> converterType) {
        return converterType == ArenaJsonHttpMessageConverter.class;
    }

    @Override
    public Map<String, Object> determineReadHints(MethodParameter parameter, Type targetType,
            Class<? extends SmartHttpMessageConverter<?>> converterType) {
        return JsonViews.hints(Objects.requireNonNull(parameter.getParameterAnnotation(JsonView.class)));
    }

    @Override
    public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converterType) {
        return isArenaJson(converterType) && returnType.hasMethodAnnotation(JsonView.class);
    }

    @Override
    public Map<String, Object> determineWriteHints(@Nullable Object body, MethodParameter returnType,
            MediaType contentType, Class<? extends HttpMessageConverter<?>> converterType) {
        return JsonViews.hints(Objects.requireNonNull(returnType.getMethodAnnotation(JsonView.class)));
    }

    @Override
    public @Nullable Object beforeBodyWrite(@Nullable Object body, MethodParameter returnType, MediaType contentType,
            Class<? extends HttpMessageConverter<?>> converterType, ServerHttpRequest request,
            ServerHttpResponse response) {
        return body;
    }
}
