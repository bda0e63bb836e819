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

package dev.arena.spring.boot.web;

import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.arena.ArenaStats;
import dev.arena.spring.boot.RequestScope;

/**
 * Closes the arenas of requests that have ended. It logs exceptions of cleanup actions, because the request already has its
 * own result. If a native call is still using a segment, the session cannot be closed. Another thread then retries
 * periodically until the call has returned.
 *
 * <p>Safe for use by any thread.
 */
final class ArenaCloser {
    private static final Log LOG = LogFactory.getLog(ArenaCloser.class);

    private final PeriodicChecks checks;

    /**
     * A closer.
     *
     * @param checks retries arenas that cannot be closed immediately
     */
    ArenaCloser(PeriodicChecks checks) {
        this.checks = checks;
    }

    /**
     * Ends a scope. Called once for each.
     *
     * @param  scope the scope
     * @param  owner for messages
     * @return       the figures of the arena from the moment before it ended, or those of now if it cannot be closed yet; null if
     *               there is no arena
     */
    @Nullable
    ArenaStats end(RequestScope scope, Supplier<?> owner) {
        if (scope.endIfUnused()) {
            return null;
        }
        var attempts = new Attempts(scope::end);
        if (attempts.succeed(owner)) {
            return attempts.stats;
        }
        LOG.warn("The arena of " + owner.get() + " cannot be closed yet, because a native call is using "
                + "one of its segments. The arena will be closed after the call has returned.");
        ArenaStats stats = scope.stats();
        checks.add(() -> attempts.succeed(owner));
        return stats;
    }

    /**
     * Lets the calling thread leave the work of a scope to others.
     *
     * @param  scope the scope
     * @param  owner for messages
     * @return       the figures of an arena that ended, from the moment before, or null
     */
    @Nullable
    ArenaStats leaveThread(RequestScope scope, Supplier<?> owner) {
        var attempts = new Attempts(scope::leaveThread);
        if (!attempts.succeed(owner)) {
            LOG.error("The arena of " + owner.get()
                    + " could not be closed by its own thread, so its memory remains in use");
        }
        return attempts.stats;
    }

    /** Attempts to end an arena. */
    private static final class Attempts {
        private final Supplier<@Nullable ArenaStats> ending;
        @Nullable
        ArenaStats stats;

        Attempts(Supplier<@Nullable ArenaStats> ending) {
            this.ending = ending;
        }

        /**
         * Tries twice. If the first attempt throws an exception of a cleanup action, the arena has ended, and the second
         * attempt returns the statistics.
         */
        boolean succeed(Supplier<?> owner) {
            try {
                stats = ending.get();
                return true;
            } catch (Throwable e) { // cleanups may throw anything
                return succeedAfter(e, owner);
            }
        }

        private boolean succeedAfter(Throwable failure, Supplier<?> owner) {
            boolean ended;
            try {
                stats = ending.get();
                ended = true;
            } catch (WrongThreadException e) { // this thread can never close it
                ended = true;
            } catch (Throwable e) { // the same failure again
                ended = false;
            }
            // suppressed exceptions come from cleanup actions, which run only once
            if (ended || failure.getSuppressed().length > 0) {
                LOG.error("The arena of " + owner.get() + " did not end cleanly", failure);
            }
            return ended;
        }
    }
}
