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

package dev.arena.spring.boot;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;

/**
 * Associates a {@link RequestScope} with the current thread. The web filter, {@link ArenaTemplate} and Micrometer's context
 * propagation set it. The injected {@link Arena} delegates to its arena.
 *
 * <p>Each application context has its own holder, so the injected arena of one application never delegates to a request of
 * another application in the same JVM. Child contexts share the holder of their parent.
 *
 * <p>Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class ArenaContextHolder {

    /**
     * A holder of the scope for each thread. It remains after the request, because a new entry for each request would create
     * garbage with a weak reference. It is an array of a JDK class, so that a thread that outlives the application does not
     * keep the application's classes.
     */
    private static final ThreadLocal<@Nullable Object[]> PLACE = ThreadLocal.withInitial(() -> new Object[1]);

    private final Supplier<@Nullable String> explanation;

    /** Creates a holder for an application context. */
    public ArenaContextHolder() {
        this(() -> null);
    }

    /**
     * Creates a holder for an application context whose work has no arenas, with the reason.
     *
     * @param explanation supplies the reason when {@link #arena} throws; null for the usual reasons
     */
    public ArenaContextHolder(Supplier<@Nullable String> explanation) {
        this.explanation = explanation;
    }

    /**
     * Sets the scope of this thread.
     *
     * @param  next the scope, or null for none
     * @return      the previous scope, which the caller sets again afterwards
     */
    public static @Nullable RequestScope set(@Nullable RequestScope next) {
        @Nullable
        Object[] place = PLACE.get();
        var previous = (RequestScope) place[0];
        place[0] = next;
        return previous;
    }

    /**
     * Returns the scope of this thread, whatever application it belongs to.
     *
     * @return the scope, or null if the thread has none
     */
    public static @Nullable RequestScope current() {
        return (RequestScope) PLACE.get()[0];
    }

    /**
     * Returns the scope of this thread if it belongs to this application.
     *
     * @return the scope, or null if {@link #arena} would throw because there is none
     */
    public @Nullable RequestScope scope() {
        RequestScope current = current();
        return current != null && current.context().equals(this) ? current : null;
    }

    /**
     * Returns the arena that is injected into beans. It delegates each call to the arena of the calling thread's scope, and
     * cannot be reset or closed.
     *
     * @return the arena, for any thread
     */
    public Arena injectedArena() {
        return new CurrentArena(this);
    }

    /**
     * Returns the arena of this thread's scope, and opens it if necessary.
     *
     * @return                       the arena
     * @throws IllegalStateException if the thread has no scope of this application, or the scope has ended
     */
    public Arena arena() {
        RequestScope current = scope();
        if (current == null) {
            String reason = explanation.get();
            if (reason != null) {
                throw new IllegalStateException(reason);
            }
            throw new IllegalStateException(Thread.currentThread()
                    + " is not handling a web request that has an arena, so the injected Arena has nothing to allocate "
                    + "from. Outside requests, use @WithArena, ArenaTemplate.execute(arena -> ...) or ArenaPool.open(). On "
                    + "another thread of the same request, use the parameter of the handler method, or propagate the "
                    + "context (spring.task.execution.propagate-context). In WebFlux, use the parameter or "
                    + "ReactiveArenas.current(), or propagate the context (spring.reactor.context-propagation). In a "
                    + "filter, set an order after the filter of the arenas. If this path is excluded, see "
                    + "arena.web.include, arena.web.exclude and arena.web.routes"
                    + (current() == null ? "" : ". This thread works for another application context of this JVM"));
        }
        return current.arena();
    }
}
