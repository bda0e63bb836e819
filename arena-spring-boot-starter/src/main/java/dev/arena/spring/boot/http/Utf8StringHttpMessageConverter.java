package dev.arena.spring.boot.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractSmartHttpMessageConverter;

import dev.arena.Arena;
import dev.arena.text.MalformedTextException;
import dev.arena.text.Utf8Builder;
import dev.arena.text.Utf8String;

/**
 * Reads a body of any type, as it is, into a {@link Utf8String} of the request's arena, and writes any such string as UTF-8.
 * Bodies are taken to be UTF-8 unless their content type says otherwise; other charsets are transcoded. A body that is no text
 * of its charset is malformed.
 *
 * <p>Safe for use by any thread that may access the strings.
 */
public final class Utf8StringHttpMessageConverter extends AbstractSmartHttpMessageConverter<Object> {
    private static final MediaType TEXT_PLAIN = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    private static final int CHARS = 4 << 10;

    private final BodyArena arenas;
    private final ByteTransfer transfer = new ByteTransfer();

    /**
     * A converter.
     *
     * @param arenas tells where to put bodies
     */
    public Utf8StringHttpMessageConverter(BodyArena arenas) {
        super(TEXT_PLAIN, MediaType.ALL);
        this.arenas = arenas;
    }

    @Override
    public boolean canRead(ResolvableType type, @Nullable MediaType mediaType) {
        return type.toClass() == Utf8String.class;
    }

    @Override
    public boolean canWrite(ResolvableType targetType, Class<?> valueClass, @Nullable MediaType mediaType) {
        return (valueClass == Utf8String.class || valueClass == TextBody.class) && isUtf8(mediaType);
    }

    private static boolean isUtf8(@Nullable MediaType mediaType) {
        Charset charset = mediaType == null ? null : mediaType.getCharset();
        return charset == null || charset.equals(StandardCharsets.UTF_8);
    }

    @Override
    public Utf8String read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        HttpHeaders headers = message.getHeaders();
        long length = headers.getContentLength();
        MediaType mediaType = headers.getContentType();
        BodySpace space = arenas.open(type, message, BodyBuffer.required(length));
        Charset charset = mediaType == null ? null : mediaType.getCharset();
        try {
            return charset == null || charset.equals(StandardCharsets.UTF_8)
                    ? Utf8String.of(transfer.read(message.getBody(), new BodyBuffer(space, length)))
                    : transfer.decode(message.getBody(), in -> transcoded(in, charset, space.arena()));
        } catch (MalformedTextException e) {
            throw UnreadableBodyException.of(e, message);
        } catch (CharacterCodingException e) {
            throw UnreadableBodyException.of(e, message);
        }
    }

    private static Utf8String transcoded(InputStream in, Charset charset, Arena arena) throws IOException {
        Reader reader = new InputStreamReader(in, charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
        var text = new Utf8Builder(arena);
        char[] chars = new char[CHARS];
        for (int count = reader.read(chars); count >= 0; count = reader.read(chars)) {
            text.appendUtf16(chars, 0, count);
        }
        return text.freeze();
    }

    /** Keeps the type that was negotiated, where the inherited method would put the first supported one for octets. */
    @Override
    protected void addDefaultHeaders(HttpHeaders headers, Object text, @Nullable MediaType contentType)
            throws IOException {
        if (headers.getContentType() == null && contentType != null && contentType.isConcrete()) {
            headers.setContentType(contentType.getType().equals("text") && contentType.getCharset() == null
                    ? new MediaType(contentType, StandardCharsets.UTF_8)
                    : contentType);
        }
        super.addDefaultHeaders(headers, text, contentType);
    }

    @Override
    protected void writeInternal(Object text, ResolvableType type, HttpOutputMessage message,
            @Nullable Map<String, Object> hints) throws IOException {
        transfer.write(TextBody.textOf(text).segment(), message.getBody());
    }

    @Override
    protected Long getContentLength(Object text, @Nullable MediaType contentType) {
        return TextBody.textOf(text).byteLength();
    }
}
