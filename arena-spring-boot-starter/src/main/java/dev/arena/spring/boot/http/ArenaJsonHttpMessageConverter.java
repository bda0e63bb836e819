package dev.arena.spring.boot.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractSmartHttpMessageConverter;

import dev.arena.Arena;
import dev.arena.collect.RecordRows;
import dev.arena.json.ArenaJson;
import dev.arena.json.JsonDecodingException;
import dev.arena.json.JsonInput;
import dev.arena.json.JsonOutput;

/**
 * Decodes JSON and NDJSON into the request's arena while it arrives, and encodes it from arena memory. For the types of
 * {@link JsonBody}; all others are left to Jackson. The encoding is what the first bytes say, whatever the charset of the content
 * type: for JSON none is defined (RFC 8259, section 11).
 *
 * <p>Safe for use by any thread that may access what is written.
 */
public final class ArenaJsonHttpMessageConverter extends AbstractSmartHttpMessageConverter<Object> {
    private final BodyArena arenas;
    private final ArenaJson json;
    private final ByteTransfer transfer = new ByteTransfer();

    /**
     * A converter.
     *
     * @param arenas tells where to put bodies
     * @param json   decodes and encodes
     */
    public ArenaJsonHttpMessageConverter(BodyArena arenas, ArenaJson json) {
        super(MediaType.APPLICATION_JSON, new MediaType("application", "*+json"), MediaType.APPLICATION_NDJSON);
        this.arenas = arenas;
        this.json = json;
    }

    @Override
    public boolean canRead(ResolvableType type, @Nullable MediaType mediaType) {
        return canRead(mediaType) && JsonBody.reader(type, isNdjson(mediaType)) != null;
    }

    private static boolean isNdjson(@Nullable MediaType mediaType) {
        return MediaType.APPLICATION_NDJSON.equalsTypeAndSubtype(mediaType);
    }

    @Override
    public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        JsonBody.Reader reader = JsonBody.reader(type, isNdjson(message.getHeaders().getContentType()));
        if (reader == null) {
            throw new IllegalArgumentException("Cannot read " + type);
        }
        Arena arena = arenas.open(type, message, message.getHeaders().getContentLength()).arena();
        try {
            return transfer.decode(message.getBody(),
                    in -> reader.read(JsonViews.apply(json, hints), JsonInput.of(in), arena));
        } catch (JsonDecodingException e) {
            throw UnreadableBodyException.of(e, message);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public boolean canWrite(ResolvableType targetType, Class<?> valueClass, @Nullable MediaType mediaType) {
        return canWrite(mediaType) && JsonBody.isWritable(valueClass, isNdjson(mediaType));
    }

    /** Types that can be no lines are not offered as NDJSON. */
    @Override
    public List<MediaType> getSupportedMediaTypes(Class<?> type) {
        List<MediaType> all = getSupportedMediaTypes();
        return RecordRows.class.isAssignableFrom(type)
                ? all
                : all.stream().filter(it -> !isNdjson(it)).toList();
    }

    @Override
    protected void writeInternal(Object body, ResolvableType type, HttpOutputMessage message,
            @Nullable Map<String, Object> hints) throws IOException {
        OutputStream out = message.getBody();
        ArenaJson inView = JsonViews.apply(json, hints);
        try {
            if (isNdjson(message.getHeaders().getContentType())) {
                inView.writeLines((RecordRows<?>) body, out);
            } else {
                inView.write(body, JsonOutput.of(out));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
