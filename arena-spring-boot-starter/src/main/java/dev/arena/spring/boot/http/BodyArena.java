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
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.RequestScope;

/**
 * Tells the converters in which arena to put the body of the request that the calling thread is handling, and refuses a body
 * that announces more than this request may still take. The response that a client reads for this thread goes into the same
 * arena. It is not refused by its length, because that would be taken for a refusal of the request: the budget of the arena
 * refuses it.
 *
 * <p>Safe for use by any thread.
 */
final class BodyArena {
    private final ArenaContextHolder context;

    /**
     * For the requests of an application.
     *
     * @param context knows the arena of the request
     */
    BodyArena(ArenaContextHolder context) {
        this.context = context;
    }

    /**
     * Space for a body of which no byte has been read. It takes no memory.
     *
     * @param  type                    what is wanted, for the message
     * @param  message                 the request
     * @param  required                memory that the body will take as far as it is known, in bytes
     * @return                         where the body goes
     * @throws UnreadableBodyException if that is more than there is left in the budget
     * @throws IllegalStateException   if this request has no arena
     */
    BodySpace open(ResolvableType type, HttpInputMessage message, long required) {
        return open(context.scope(), type, message, required);
    }

    /** The arena for a body that is decoded as it arrives, so that nobody knows what memory it will take. */
    Arena arena(ResolvableType type, HttpInputMessage message) {
        return required(context.scope(), type, message).arena();
    }

    /** The same for a scope that has been found already; null if there is none. */
    static BodySpace open(@Nullable RequestScope scope, ResolvableType type, HttpInputMessage message, long required) {
        RequestScope known = required(scope, type, message);
        BodySpace space = space(known);
        if (required > space.room() && !isResponse(message)) {
            long byteBudget = known.byteBudget();
            throw UnreadableBodyException.overBudget(required, byteBudget - space.room(), byteBudget, message);
        }
        return space;
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

    /** The space of an arena. */
    static BodySpace space(RequestScope scope) {
        Arena arena = scope.arena();
        return new BodySpace(arena, scope.byteBudget() - arena.stats().bytesHeld(),
                scope.pool().settings().maxNormalAlloc());
    }

    /**
     * How long a body is expected to be, for {@link BodyBuffer}. What has arrived of a response that breaks off is given back, as the
     * call may be repeated. That works as long as it lies in parts. So the length of a response is believed only if the budget leaves
     * no room for the parts beside the whole body.
     */
    static long announced(HttpInputMessage message, BodySpace space) {
        long length = message.getHeaders().getContentLength();
        return isResponse(message) && BodyParts.mostFor(length) <= space.room() - length ? BodyBuffer.UNKNOWN : length;
    }

    /** Whether a message is what another service has answered to a client of this application. */
    static boolean isResponse(HttpInputMessage message) {
        return message instanceof ClientHttpResponse
                || (message instanceof ReactiveBody.Headers headers && headers.ofResponse());
    }
}
