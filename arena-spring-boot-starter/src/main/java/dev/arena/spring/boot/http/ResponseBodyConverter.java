package dev.arena.spring.boot.http;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.SmartHttpMessageConverter;

/**
 * Converts bodies of a client as those of the server are converted. A response that cannot be read is a failure of the exchange with the
 * other service, and must not be taken for one of the request that this application answers.
 */
final class ResponseBodyConverter implements SmartHttpMessageConverter<Object> {
    private final SmartHttpMessageConverter<Object> converter;

    ResponseBodyConverter(SmartHttpMessageConverter<Object> converter) {
        this.converter = converter;
    }

    @Override
    public boolean canRead(ResolvableType type, @Nullable MediaType mediaType) {
        return converter.canRead(type, mediaType);
    }

    @Override
    public boolean canWrite(ResolvableType targetType, Class<?> valueClass, @Nullable MediaType mediaType) {
        return converter.canWrite(targetType, valueClass, mediaType);
    }

    @Override
    public List<MediaType> getSupportedMediaTypes() {
        return converter.getSupportedMediaTypes();
    }

    @Override
    public List<MediaType> getSupportedMediaTypes(Class<?> type) {
        return converter.getSupportedMediaTypes(type);
    }

    @Override
    public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        try {
            return converter.read(type, message, hints);
        } catch (UnreadableBodyException e) {
            throw new IOException("The response cannot be read: " + e.getMessage(), e.getCause());
        }
    }

    @Override
    public void write(Object body, ResolvableType type, @Nullable MediaType contentType, HttpOutputMessage message,
            @Nullable Map<String, Object> hints) throws IOException {
        converter.write(body, type, contentType, message, hints);
    }
}
