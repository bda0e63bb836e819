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

package dev.arena.model;

import java.util.ArrayList;
import java.util.List;

import dev.arena.SoftLimitEvent;
import dev.arena.SoftLimitEvent.Scope;
import dev.arena.SoftLimitListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The expected calls of a pool's listener. If one thread uses the pool, each call is predicted. If many threads use it, their
 * total memory is not known.
 */
final class SoftLimitModel implements SoftLimitListener {
    private static final int PART_TO_FALL = 8;

    private final PoolModel pool;
    private final Scope scope;
    private boolean crossed;

    SoftLimitModel(PoolModel pool, boolean standalone) {
        this.pool = pool;
        this.scope = standalone ? Scope.ARENA : Scope.POOL;
    }

    /** Reads the figures, and sometimes trims or fails. */
    @Override
    public void onSoftLimit(SoftLimitEvent event) {
        pool.ledger.current().heard.add(event);
        pool.events.add(event.scope() == Scope.POOL ? Event.PRESSURE_IN_POOL : Event.PRESSURE_IN_ARENA);
        switch ((int) (event.held() % 3)) {
            case 0 -> pool.trimAsListener();
            case 1 -> throw new UnsupportedOperationException("expected");
            default -> pool.ledger.blocks();
        }
    }

    private boolean isSet() {
        return pool.limits.softLimit() > 0;
    }

    private long mark(long limit) {
        return (long) (limit * pool.limits.softLimit());
    }

    private boolean crosses(long held, long bytes, long limit) {
        return bytes > mark(limit) - held;
    }

    private boolean hasFallen(long held) {
        return held <= mark(pool.budget()) - mark(pool.budget()) / PART_TO_FALL;
    }

    private long held() {
        return pool.ledger.outstanding() - pool.idleBytes();
    }

    /** Returns the expected events before an arena takes a chunk of {@code bytes}. */
    List<SoftLimitEvent> beforeTaking(FamilyModel family, long bytes) {
        List<SoftLimitEvent> heard = new ArrayList<>();
        if (!isSet()) {
            return heard;
        }
        long held = held();
        crossed &= !hasFallen(held);
        if (!crossed && crosses(held, bytes, pool.budget())) {
            crossed = true;
            heard.add(new SoftLimitEvent(scope, pool.description(), held, bytes, pool.budget(),
                    pool.limits.softLimit()));
        }
        for (FamilyModel each : family.andAbove()) {
            if (mustBeReported(each, each.held(), bytes)) {
                each.softLimitReported = true;
                heard.add(new SoftLimitEvent(Scope.ARENA, each.description(), each.held(), bytes, each.budget,
                        pool.limits.softLimit()));
            }
        }
        return heard;
    }

    /** Returns whether an event would be necessary. The pool then takes no optional memory. */
    boolean mustBeReported(FamilyModel family, long bytes) {
        long held = held();
        return isSet() && (((!crossed || hasFallen(held)) && crosses(held, bytes, pool.budget()))
                || family.andAbove().stream().anyMatch(each -> mustBeReported(each, each.held(), bytes)));
    }

    private boolean mustBeReported(FamilyModel family, long held, long bytes) {
        return scope == Scope.POOL && !family.softLimitReported && crosses(held, bytes, family.budget);
    }

    /** Checks that the figures of an event are consistent. */
    void verifyFigures(SoftLimitEvent event) {
        assertThat(event.held()).isBetween(0L, event.limit());
        assertThat(crosses(event.held(), event.requested(), event.limit())).as("early: %s", event).isTrue();
        if (event.scope() == scope) {
            assertThat(event.limit()).isEqualTo(pool.budget());
        }
    }

    /** Returns whether {@code held} bytes exceed the soft limit. */
    boolean isBeyond(long held, long limit) {
        return crosses(held, 0, limit);
    }

    /** The event for the first chunk of an arena does not contain its number, and budgets can be equal. */
    private static boolean isFor(FamilyModel family, SoftLimitEvent event) {
        String said = event.description();
        return family.budget == event.limit()
                && (said.equals(family.description()) || !said.contains("#"));
    }

    /** Applies events that were not predicted. */
    void applyUnpredicted(FamilyModel family, List<SoftLimitEvent> heard) {
        for (SoftLimitEvent event : heard) {
            verifyFigures(event);
            if (event.scope() == scope) {
                crossed = true;
            } else {
                family.andAbove().stream().filter(each -> isFor(each, event))
                        .forEach(each -> each.softLimitReported = true);
            }
        }
    }

    /** A second attempt can find that use has fallen, without an event. */
    void noteCrossed(boolean stillCrossed) {
        crossed = stillCrossed;
    }

    /**
     * Checks the events of one request while other threads use the pool. The arena was refused {@code need} bytes, or took
     * {@code taken} bytes, which are at least {@code need}.
     */
    void verify(FamilyModel family, List<SoftLimitEvent> heard, long need, long taken) {
        if (!isSet()) {
            assertThat(heard).isEmpty();
            return;
        }
        for (SoftLimitEvent event : heard) {
            verifyFigures(event);
            assertThat(event.requested()).isGreaterThanOrEqualTo(need);
            if (event.scope() != scope) {
                FamilyModel crossing = family.andAbove().stream()
                        .filter(each -> isFor(each, event) && !each.softLimitReported).findFirst().orElseThrow();
                crossing.softLimitReported = true;
            }
        }
        assertThat(family.andAbove()).as("crossed without an event")
                .noneMatch(each -> mustBeReported(each, each.held() - taken, need));
    }
}
