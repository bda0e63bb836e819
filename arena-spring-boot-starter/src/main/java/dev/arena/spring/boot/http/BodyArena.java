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

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.client.ClientHttpResponse;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.RequestScope;

/**
 * Provides the converters with the arena for the body of the current thread's request. It refuses a body whose announced
 * length exceeds what the request may still take. A response that a client reads on this thread goes into the same arena. It
 * is not refused because of its length, because the client of the application would receive this refusal. The byte budget of
 * the arena limits it instead.
 *
 * <p>Safe for use by any thread.
 */
final class BodyArena {

    /** Maximum size, in bytes, that is requested for an announced length. It exceeds every budget. */
    private static final long MAX_REQUIRED = 1L << 50;

    private final ArenaContextHolder context;

    /**
     * Creates an instance for the requests of an application.
     *
     * @param context provides the arena of the request
     */
    BodyArena(ArenaContextHolder context) {
        this.context = context;
    }

    /**
     * Returns the destination of a body before any byte has been read. It takes no memory.
     *
     * @param  type                    the requested type, for the message
     * @param  message                 the request
     * @param  required                memory that the body will take as far as it is known, in bytes
     * @return                         where the body goes
     * @throws ArenaExhaustedException if the length exceeds the rest of the budget
     * @throws IllegalStateException   if this request has no arena
     */
    BodySpace open(ResolvableType type, HttpInputMessage message, long required) {
        return open(context.scope(), type, message, required);
    }

    /** Whether the current thread works for a request or other work with an arena. */
    boolean hasCurrent() {
        return context.scope() != null;
    }

    /** Returns the arena for a body that is decoded while it arrives, so that its memory is not known in advance. */
    Arena arena(ResolvableType type, HttpInputMessage message) {
        return required(context.scope(), type, message).arena();
    }

    /** Does the same for a known scope, which is null if there is none. */
    static BodySpace open(@Nullable RequestScope scope, ResolvableType type, HttpInputMessage message, long required) {
        BodySpace space = space(required(scope, type, message), message);
        if (!isResponse(message)) {
            requireRoom(space, required);
        }
        return space;
    }

    /** Lets the arena refuse a body that it has no room for. The arena counts and reports this like any other refusal. */
    static void requireRoom(BodySpace space, long required) {
        if (required > space.room()) {
            space.arena().allocate(Math.min(required, MAX_REQUIRED), 1);
        }
    }

    private static RequestScope required(@Nullable RequestScope scope, ResolvableType type, HttpInputMessage message) {
        if (scope == null) {
            throw new IllegalStateException(isResponse(message)
                    ? "There is no current arena for a response of type " + type
                            + ": make the call in a request that has an arena, in ArenaTemplate.execute(arena -> ...) or in "
                            + "a method with @WithArena, or read the response as a type without arena memory"
                    : "This request has no arena for its body of type " + type
                            + ": see arena.web.include, arena.web.exclude and arena.web.routes");
        }
        return scope;
    }

    private static BodySpace space(RequestScope scope, HttpInputMessage message) {
        return isResponse(message)
                ? space(scope, BodyAdmission.NOT_NEEDED)
                : space(scope, message.getHeaders().getContentLength());
    }

    /** The space for a request whose client has announced this length in bytes, or −1. */
    static BodySpace space(RequestScope scope, long announced) {
        return space(scope, BodyAdmission.of(scope.arena(), announced));
    }

    private static BodySpace space(RequestScope scope, BodyAdmission admission) {
        Arena arena = scope.arena();
        return new BodySpace(arena, scope.byteBudget() - arena.stats().bytesHeld(),
                scope.pool().settings().maxNormalAlloc(), admission);
    }

    /**
     * Returns the expected length of a body, for {@link BodyBuffer}. If a response breaks off, its memory is released,
     * because the call may be repeated. This is possible while the bytes are in parts. The announced length of a response is
     * therefore used only if the budget has no room for the parts in addition to the whole body.
     */
    static long announced(HttpInputMessage message, BodySpace space) {
        long length = message.getHeaders().getContentLength();
        return isResponse(message) && BodyParts.maxBytesFor(length) <= space.room() - length
                ? BodyBuffer.UNKNOWN
                : length;
    }

    /** Whether a message is the response of another service to a client of this application. */
    static boolean isResponse(HttpInputMessage message) {
        return message instanceof ClientHttpResponse
                || (message instanceof ReactiveBody.Headers headers && headers.ofResponse());
    }
}
