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

package dev.arena.spring.boot.http;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.ReactiveHttpInputMessage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.arena.ArenaExhaustedException;
import dev.arena.spring.boot.RequestScope;

/**
 * Collects bodies unchanged in the arena of their request. It allocates memory only for the bytes that have arrived.
 *
 * @since 0.1.0
 */
public final class RawBodyReader {

    private static final ByteTransfer TRANSFER = new ByteTransfer();

    private RawBodyReader() {}

    /**
     * Collects a body.
     *
     * @param  in                      the body
     * @param  announced               its length in bytes as the client has announced it, −1 if it has not
     * @param  scope                   the arena of the request
     * @return                         its bytes, aligned to 8 bytes
     * @throws IOException             if it cannot be read
     * @throws ArenaExhaustedException if the budgets have no room for it, at once if that is known from the announced length
     */
    public static MemorySegment read(InputStream in, long announced, RequestScope scope) throws IOException {
        return TRANSFER.read(in, space(announced, scope), announced);
    }

    /**
     * Collects the body of a reactive message.
     *
     * @param  message the message
     * @param  scope   the arena of the request
     * @return         its bytes, aligned to 8 bytes, or nothing for an empty body; an {@link ArenaExhaustedException} if the budgets
     *                 have no room for it, at once if that is known from its announced length
     */
    public static Mono<MemorySegment> read(ReactiveHttpInputMessage message, RequestScope scope) {
        return Mono.defer(() -> {
            long announced = message.getHeaders().getContentLength();
            return ReactiveBody.admitted(space(announced, scope),
                    space -> ReactiveBody.collect(message, space, announced));
        });
    }

    /**
     * Copies bytes to buffers of a server.
     *
     * @param  bytes   the bytes
     * @param  factory creates the buffers
     * @return         the buffers, each created on demand
     */
    public static Flux<DataBuffer> buffers(MemorySegment bytes, DataBufferFactory factory) {
        return ReactiveTransfer.buffers(bytes, factory);
    }

    private static BodySpace space(long announced, RequestScope scope) {
        BodySpace space = BodyArena.space(scope, announced);
        BodyArena.requireRoom(space, BodyBuffer.required(announced));
        return space;
    }
}
