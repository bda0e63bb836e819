/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.arena.spring.boot.messaging;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.AbstractMessageConverter;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.util.MimeType;

import dev.arena.json.JsonDecodingException;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.RequestScope;
import dev.arena.spring.boot.http.BodyCodec;
import dev.arena.text.MalformedTextException;

/**
 * Converts message payloads to and from the types of request bodies: bytes, texts and JSON. A received payload is stored in
 * the current arena of the calling thread. {@link ArenaMessageHandlerMethodFactory} opens an arena for each message.
 *
 * <p>Payloads are arrays of bytes or strings. A malformed payload, or a missing arena, results in a
 * {@link MessageConversionException}.
 *
 * <p>Safe for use by any thread.
 */
final class ArenaMessageConverter extends AbstractMessageConverter {
    private final BodyCodec codec;
    private final ArenaContextHolder context;

    /**
     * A converter.
     *
     * @param codec   decodes and encodes
     * @param context provides the arena of the calling thread
     */
    ArenaMessageConverter(BodyCodec codec, ArenaContextHolder context) {
        super(List.of());
        this.codec = codec;
        this.context = context;
    }

    @Override
    protected boolean supports(Class<?> type) {
        return codec.supports(type);
    }

    @Override
    protected @Nullable Object convertFromInternal(Message<?> message, Class<?> targetClass,
            @Nullable Object conversionHint) {
        byte[] bytes = switch (message.getPayload()) {
            case byte[] array -> array;
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            default -> null;
        };
        if (bytes == null) {
            return null;
        }
        RequestScope scope = context.scope();
        if (scope == null) {
            throw new MessageConversionException(message, "There is no current arena for a message of type "
                    + targetClass.getName()
                    + ": register arenaMessageHandlerMethodFactory for the listener, or convert the message "
                    + "in ArenaTemplate.execute(arena -> ...) or in a method with @WithArena");
        }
        try {
            return codec.read(bytes, ResolvableType.forType(type(targetClass, conversionHint)),
                    mediaType(getMimeType(message.getHeaders())), scope.arena());
        } catch (JsonDecodingException | MalformedTextException e) {
            throw new MessageConversionException(message, "Could not read the payload: " + e.getMessage(), e);
        }
    }

    /** Returns the type with its type arguments, if a method parameter has them. */
    private static Type type(Class<?> targetClass, @Nullable Object conversionHint) {
        if (conversionHint instanceof MethodParameter parameter) {
            MethodParameter payload = Message.class.isAssignableFrom(parameter.getParameterType())
                    ? parameter.nested()
                    : parameter;
            return ResolvableType.forMethodParameter(payload).getType();
        }
        return conversionHint instanceof ResolvableType type ? type.getType() : targetClass;
    }

    @Override
    protected Object convertToInternal(Object payload, @Nullable MessageHeaders headers,
            @Nullable Object conversionHint) {
        byte[] bytes = codec.write(payload, mediaType(getMimeType(headers)));
        return getSerializedPayloadClass() == String.class ? new String(bytes, StandardCharsets.UTF_8) : bytes;
    }

    private static @Nullable MediaType mediaType(@Nullable MimeType type) {
        return type == null ? null : MediaType.asMediaType(type);
    }
}
