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

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.ArenaOptions;
import dev.arena.ArenaPool;
import dev.arena.ArenaStats;
import dev.arena.Confinement;

/**
 * The scope of a web request, or of a call of {@link ArenaTemplate}. It opens its arena at the first use and closes it at the
 * end. A request that does not use its arena only costs this object.
 *
 * <p>Safe for use by any thread, because an asynchronous request ends on another thread. The confinement of the arena itself
 * still applies.
 *
 * @since 0.1.0
 */
public final class RequestScope {
    private final ArenaContextHolder context;
    private final ArenaOptions options;
    private final Work work;
    private State state = State.UNUSED;
    private ArenaPool pool;

    /** Limit of the arena's chunks, in bytes. */
    private long byteBudget;

    /** Confinement of the arena, which no longer changes when the arena is open. */
    private Confinement confinement;

    /** Each use of the arena requests the settings again until they are complete. */
    private volatile ScopeSettings settings = ScopeSettings.UNKNOWN;
    private volatile @Nullable Arena arena;

    /** The thread that does the work and can open a confined arena; null between two threads. */
    private @Nullable Thread worker = Thread.currentThread();

    /** When the arena was opened, as of {@link System#nanoTime}. */
    private long openedNanos;

    /** Owner of the opened arena, for messages. */
    private @Nullable Object owner;
    /** Figures of the arena from the moment before it was closed. */
    private @Nullable ArenaStats statsAtEnd;

    private enum State {
        /** No arena has been opened. */
        UNUSED,
        /** The arena is open. */
        OPEN,
        /** The arena was confined to a thread that has left the work, and was closed. There is no other. */
        LEFT,
        /** The work has ended. */
        ENDED
    }

    /**
     * The work for which an arena is opened. It is queried only when the arena is opened, because most requests do not use
     * one.
     */
    public interface Work {

        /**
         * Returns the owner of the arena. Its {@code toString} appears in messages and in {@link ArenaPool#openArenas}. The
         * pool can keep it longer than the arena.
         *
         * @return the owner, or null for the owner of the options
         */
        @Nullable
        Object owner();

        /**
         * Returns the settings that override the options of the scope.
         *
         * @return the settings, as far as they are known
         */
        ScopeSettings settings();
    }

    /** Work that the options describe completely. */
    private static final class PlainWork implements Work {
        private static final Work INSTANCE = new PlainWork();

        @Override
        public @Nullable Object owner() {
            return null;
        }

        @Override
        public ScopeSettings settings() {
            return ScopeSettings.NONE;
        }
    }

    /**
     * Creates a scope without an arena. The calling thread does the work.
     *
     * @param context the application whose injected arena delegates to the arena of this scope
     * @param pool    pool or partition of the arena
     * @param options options of the arena
     */
    public RequestScope(ArenaContextHolder context, ArenaPool pool, ArenaOptions options) {
        this(context, pool, options, PlainWork.INSTANCE);
    }

    /**
     * Creates a scope without an arena. The calling thread does the work.
     *
     * @param context the application whose injected arena delegates to the arena of this scope
     * @param pool    pool or partition of the arena
     * @param options options of the arena, as far as they are known
     * @param work    supplies the settings when the arena is opened
     */
    public RequestScope(ArenaContextHolder context, ArenaPool pool, ArenaOptions options, Work work) {
        ArenaPool.Settings defaults = pool.settings();
        Confinement requested = options.confinement();
        this.context = context;
        this.pool = pool;
        this.options = options;
        this.work = work;
        this.confinement = requested == null ? defaults.confinement() : requested;
        this.byteBudget = Math.min(options.byteBudget().orElse(defaults.arenaByteBudget()), defaults.poolByteBudget());
    }

    /** The application that the work belongs to. */
    ArenaContextHolder context() {
        return context;
    }

    /**
     * Returns the pool of the arena.
     *
     * @return the pool or partition
     */
    public synchronized ArenaPool pool() {
        return pool;
    }

    /**
     * Returns how much the arena may hold.
     *
     * @return limit of its chunks, in bytes
     */
    public synchronized long byteBudget() {
        applySettings();
        return byteBudget;
    }

    /**
     * Returns the arena, and opens it on the first call.
     *
     * @return                         the arena
     * @throws IllegalStateException   if the work has ended, or if it has continued asynchronously and its arena was confined
     *                                 to one thread
     * @throws WrongThreadException    if the arena would be confined to the thread that does the work, and this is another thread
     * @throws ArenaExhaustedException if the arena belongs to a partition that has no room for it
     */
    public Arena arena() {
        Arena open = arena;
        return open != null && settings.complete() ? open : open();
    }

    /**
     * Returns the arena as handlers get it, and opens it on the first call. It cannot be reset or closed, because bodies of
     * the request are stored in it.
     *
     * @return                         the arena
     * @throws IllegalStateException   as {@link #arena}
     * @throws WrongThreadException    as {@link #arena}
     * @throws ArenaExhaustedException as {@link #arena}
     */
    public Arena injectedArena() {
        return new CurrentArena(arena());
    }

    private synchronized Arena open() {
        switch (state) {
            case ENDED -> throw new IllegalStateException("The arena" + (owner == null ? "" : " of " + owner)
                    + " cannot be used, because its request or unit of work has ended: copy values that are needed "
                    + "longer, or let them escape");
            case LEFT -> throw new IllegalStateException(
                    "The arena of this request ended when the request continued asynchronously, because "
                            + "it was confined to the thread that opened it: set arena.confinement, or the confinement "
                            + "of the route, to shared");
            default -> applySettings();
        }
        Arena open = arena;
        if (open == null) {
            requireWorker();
            open = pool.open(options());
            arena = open;
            state = State.OPEN;
            openedNanos = System.nanoTime();
        }
        return open;
    }

    private ArenaOptions options() {
        ScopeSettings current = settings;
        Object ofWork = work.owner();
        owner = ofWork == null ? options.owner() : ofWork;
        ArenaOptions opened = options.withConfinement(confinement).withByteBudget(byteBudget);
        if (current.expectedBytes() > 0) {
            opened = opened.withExpectedBytes(current.expectedBytes());
        }
        if (current.longLived()) {
            opened = opened.withLongLife();
        }
        return ofWork == null ? opened : opened.withOwner(ofWork);
    }

    /** The thread that does the work could not use or close an arena that another thread opened. */
    @SuppressWarnings("ReferenceEquality")
    private void requireWorker() {
        if (confinement == Confinement.CONFINED && worker != Thread.currentThread()) {
            throw new WrongThreadException("The arena of this request or unit of work is confined to "
                    + (worker == null ? "the thread that continues it" : worker) + " and was used by "
                    + Thread.currentThread()
                    + ": use a shared arena. For requests, set arena.confinement or return an asynchronous type. "
                    + "For other work, set the confinement of @WithArena or ArenaOptions");
        }
    }

    /**
     * Invalidates the settings, because a handler has been found that can change them. The next use of the arena reads them
     * again.
     */
    public void refresh() {
        settings = ScopeSettings.UNKNOWN;
    }

    private void applySettings() {
        if (settings.complete() || state == State.ENDED) {
            return;
        }
        ScopeSettings found = work.settings();
        if (found.byteBudget() > 0) {
            changeByteBudget(found.byteBudget());
        }
        if (found.partition() != null) {
            moveTo(found.partition());
        }
        if (found.confinement() != null && arena == null) {
            confinement = found.confinement();
        }
        settings = found;
    }

    /**
     * Changes the limit. The memory that an open arena holds already counts against it. The limit is never larger than that of
     * the partition: a request that alone exceeds the partition exceeds its own budget, so a later attempt would not help.
     */
    private void changeByteBudget(long newByteBudget) {
        Arena open = arena;
        long most = Math.min(newByteBudget, pool.settings().poolByteBudget());
        if (open != null && most != byteBudget) {
            pool.changeByteBudget(open, most);
        }
        byteBudget = most;
    }

    /** Moves an open arena with its memory to the partition, unless it has children or handles. The memory must fit in the partition. */
    private void moveTo(ArenaPool partition) {
        Arena open = arena;
        if (partition.equals(pool)) {
            return;
        }
        if (open != null) {
            requireAtMost(partition.settings().poolByteBudget(), open);
            try {
                partition.adopt(open);
            } catch (IllegalStateException e) { // children or handles refer to it
                return;
            }
        }
        pool = partition;
        changeByteBudget(byteBudget);
    }

    /** Lets the arena refuse to continue if it holds more than its partition permits for all requests together. */
    private void requireAtMost(long total, Arena open) {
        long held = open.stats().bytesHeld();
        if (held > total) {
            changeByteBudget(total);
            open.allocate(held, 1);
        }
    }

    /**
     * Returns how long ago the arena was opened.
     *
     * @return nanoseconds; 0 if none was opened
     */
    public synchronized long nanosOpen() {
        return openedNanos == 0 ? 0 : System.nanoTime() - openedNanos;
    }

    /** Must be called by a thread that continues the work of another thread. */
    public synchronized void enterThread() {
        worker = Thread.currentThread();
    }

    /**
     * Must be called by a thread that leaves the work to others. It closes an arena that is confined to the thread, because no other
     * thread could use or close it. The work then has no arena any more.
     *
     * @return the figures of an arena that was closed, from the moment before, or null
     */
    public synchronized @Nullable ArenaStats leaveThread() {
        worker = null;
        if (confinement != Confinement.CONFINED || state != State.OPEN) {
            return null;
        }
        state = State.LEFT;
        return close();
    }

    /**
     * Ends the scope if it has no arena. This cannot fail.
     *
     * @return whether the scope has ended
     */
    public synchronized boolean endIfUnused() {
        if (state != State.UNUSED) {
            return false;
        }
        state = State.ENDED;
        return true;
    }

    /**
     * Ends the work and closes its arena. The second call does nothing, with two exceptions: after a cleanup that threw, it returns
     * the figures; after a native call that kept a session from closing, it tries again.
     *
     * @return                       the figures of an arena that was closed, from the moment before, or null
     * @throws IllegalStateException if a native call is using a segment
     * @throws RuntimeException      the exception of a cleanup; the arena is closed all the same
     */
    public synchronized @Nullable ArenaStats end() {
        state = State.ENDED;
        return close();
    }

    /**
     * Returns the figures of the arena, or those of its end.
     *
     * @return the figures, or null if no arena was opened
     */
    public synchronized @Nullable ArenaStats stats() {
        Arena open = arena;
        return open != null ? open.stats() : statsAtEnd;
    }

    private @Nullable ArenaStats close() {
        Arena open = arena;
        if (open == null) {
            return null;
        }
        ArenaStats stats = open.stats(); // statistics after the end are meaningless
        open.close();
        statsAtEnd = stats;
        arena = null;
        return stats;
    }
}
