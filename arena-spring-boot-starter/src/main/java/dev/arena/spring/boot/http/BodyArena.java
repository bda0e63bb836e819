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
 * that announces more than this request may still take.
 *
 * <p>Safe for use by any thread.
 */
public final class BodyArena {
    private final ArenaContextHolder context;

    /**
     * For the requests of an application.
     *
     * @param context knows the arena of the request
     */
    public BodyArena(ArenaContextHolder context) {
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

    /** The same for a scope that has been found already; null if there is none. */
    static BodySpace open(@Nullable RequestScope scope, ResolvableType type, HttpInputMessage message, long required) {
        if (scope == null) {
            throw new IllegalStateException("This request has no arena for its body of type " + type
                    + ": see arena.web.include, arena.web.exclude and arena.web.routes");
        }
        Arena arena = scope.arena();
        long byteBudget = scope.byteBudget();
        long held = arena.stats().bytesHeld();
        boolean isRequest = !(message instanceof ClientHttpResponse); // a response is no body that could be refused with 413
        if (isRequest && required > byteBudget - held) {
            throw UnreadableBodyException.overBudget(required, held, byteBudget, message);
        }
        return new BodySpace(arena, byteBudget - held, scope.pool().settings().maxNormalAlloc());
    }
}
