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

package dev.arena.spring.boot.actuate;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.util.ClassUtils;

import dev.arena.ArenaExhaustedException;
import dev.arena.LeakReport;
import dev.arena.PoolListener;

/**
 * Stores the latest refusals and leaks of a pool for the {@link ArenasEndpoint}. The auto-configured pool has such a bean. To
 * see the events of your own pool, define an {@code ArenaEvents} bean, and set it as the listener of the pool.
 *
 * <p>It stores a fixed number of events. Safe for use by any thread. It does not refer to the pool, so a pool that is not
 * closed can still be detected as a leak.
 *
 * @since 0.1.0
 */
public final class ArenaEvents implements PoolListener {

    /** Maximum number of refusals, and of leaks. */
    public static final int CAPACITY = 32;

    private static final int FRAMES = 8;
    private static final boolean HAS_MDC = ClassUtils.isPresent("org.slf4j.MDC", ArenaEvents.class.getClassLoader());

    private final String pool;
    private final Clock clock;
    private final Ring<Refusal> refusals = new Ring<>();
    private final Ring<Leak> leaks = new Ring<>();

    /**
     * Events of a pool.
     *
     * @param pool bean name of the pool
     */
    public ArenaEvents(String pool) {
        this(pool, Clock.systemUTC());
    }

    ArenaEvents(String pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * The pool of these events.
     *
     * @return bean name of the pool
     */
    public String pool() {
        return pool;
    }

    /**
     * Recent refusals.
     *
     * @return the last {@value #CAPACITY}, the latest first
     */
    public List<Refusal> refusals() {
        return refusals.latestFirst();
    }

    /**
     * Recent leaks.
     *
     * @return the last {@value #CAPACITY}, the latest first
     */
    public List<Leak> leaks() {
        return leaks.latestFirst();
    }

    @Override
    public void onRefusal(ArenaExhaustedException refused) {
        refusals.add(new Refusal(clock.instant(), lowerCase(refused.reason()), refused.getMessage(),
                HAS_MDC ? Mdc.traceId() : null, refused.requested(), refused.held(), refused.limit(),
                refused.partition()));
    }

    @Override
    public void onLeak(LeakReport leak) {
        List<String> frames = Arrays.stream(leak.openedAt().getStackTrace())
                .filter(frame -> !isAllocatorFrame(frame)).limit(FRAMES).map(StackTraceElement::toString).toList();
        leaks.add(
                new Leak(clock.instant(), lowerCase(leak.kind()), leak.bytes(), leak.openedAt().getMessage(), frames));
    }

    /** Frames of the allocator are at the top of every trace and do not help to find a leak. */
    private static boolean isAllocatorFrame(StackTraceElement frame) {
        return frame.getClassName().startsWith("dev.arena.")
                && (frame.getClassName().startsWith("dev.arena.engine.")
                        || frame.getClassName().indexOf('.', "dev.arena.".length()) < 0);
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /**
     * A refused allocation.
     *
     * @param time      time of the refusal
     * @param reason    the limit that refused the allocation: arena_budget, partition_budget, pool_budget or source
     * @param message   message of the exception, with the owner of the arena and a remedy
     * @param traceId   trace id of the request, if tracing is configured
     * @param requested bytes of the chunk that was refused
     * @param held      bytes that count against the limit
     * @param limit     the limit in bytes
     * @param partition name of the partition for the reason partition_budget; null for other reasons
     */
    public record Refusal(Instant time, String reason, @Nullable String message, @Nullable String traceId,
            long requested, long held, long limit, @Nullable String partition) {}

    /**
     * An arena, handle or pool that was not closed.
     *
     * @param time     time of detection
     * @param kind     arena, handle or pool
     * @param bytes    number of bytes that the leak detector released
     * @param openedBy owner and thread that opened it
     * @param openedAt top frames of the stack trace of the opening, without those of the allocator
     */
    public record Leak(Instant time, String kind, long bytes, @Nullable String openedBy, List<String> openedAt) {}

    /** Reads the MDC. Loaded only if SLF4J is on the class path. */
    private static final class Mdc {

        static @Nullable String traceId() {
            return MDC.get("traceId");
        }
    }

    /** Keeps the last {@value #CAPACITY} events. */
    private static final class Ring<T> {
        private final ArrayDeque<T> events = new ArrayDeque<>(CAPACITY);

        synchronized void add(T event) {
            if (events.size() == CAPACITY) {
                events.removeLast();
            }
            events.addFirst(event);
        }

        synchronized List<T> latestFirst() {
            return List.copyOf(events);
        }
    }
}
