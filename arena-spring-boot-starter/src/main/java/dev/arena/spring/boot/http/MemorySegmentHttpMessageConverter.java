package dev.arena.spring.boot.http;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractSmartHttpMessageConverter;

/**
 * Reads a body of any type, as it is, into a {@link MemorySegment} of the request's arena, aligned to 8 bytes, and writes any
 * segment as it is.
 *
 * <p>Safe for use by any thread that may access the segments.
 */
public final class MemorySegmentHttpMessageConverter extends AbstractSmartHttpMessageConverter<MemorySegment> {
    private final BodyArena arenas;
    private final ByteTransfer transfer = new ByteTransfer();

    /**
     * A converter.
     *
     * @param arenas tells where to put bodies
     */
    public MemorySegmentHttpMessageConverter(BodyArena arenas) {
        super(MediaType.APPLICATION_OCTET_STREAM, MediaType.ALL);
        this.arenas = arenas;
    }

    @Override
    public boolean canRead(ResolvableType type, @Nullable MediaType mediaType) {
        return type.toClass() == MemorySegment.class;
    }

    @Override
    public boolean canWrite(ResolvableType targetType, Class<?> valueClass, @Nullable MediaType mediaType) {
        return MemorySegment.class.isAssignableFrom(valueClass);
    }

    @Override
    public MemorySegment read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        long length = message.getHeaders().getContentLength();
        BodySpace space = arenas.open(type, message, BodyBuffer.required(length));
        return transfer.read(message.getBody(), new BodyBuffer(space, length));
    }

    @Override
    protected void writeInternal(MemorySegment segment, ResolvableType type, HttpOutputMessage message,
            @Nullable Map<String, Object> hints) throws IOException {
        transfer.write(segment, message.getBody());
    }

    @Override
    protected Long getContentLength(MemorySegment segment, @Nullable MediaType contentType) {
        return segment.byteSize();
    }
}
