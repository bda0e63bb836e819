package dev.arena.spring.boot.http;

import java.io.IOException;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.json.UnreadableComponentException;

/**
 * Spring's converter of JSON for clients, whose objects may have parts of arena types. A part that cannot be decoded is a failure of
 * the exchange with the other service, and must not be taken for one of the request that this application answers.
 */
public final class ResponseJsonConverter extends JacksonJsonHttpMessageConverter {

    /**
     * A converter.
     *
     * @param mapper reads and writes objects; it has the module of arena types
     */
    public ResponseJsonConverter(JsonMapper mapper) {
        super(mapper);
    }

    @Override
    public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        try {
            return super.read(type, message, hints);
        } catch (HttpMessageNotReadableException e) {
            if (e.getCause() instanceof UnreadableComponentException part) {
                throw new IOException("The response cannot be read: " + part.getOriginalMessage(),
                        part.decodingFailure());
            }
            throw e;
        }
    }
}
