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

package dev.arena;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Tests that each cleanup runs exactly once, in the documented order, and cannot prevent the release of the memory. */
class CleanupTests {
    private final CountingSource source = new CountingSource();
    private final ArenaPool pool = Arena.builder().chunkSource(source).buildPool();
    private final Arena arena = pool.open();
    private final List<String> ran = new ArrayList<>();

    enum Ending {
        RESET(Arena::reset),
        CLOSE(Arena::close);

        @SuppressWarnings("ImmutableEnumChecker")
        private final Consumer<Arena> how;

        Ending(Consumer<Arena> how) {
            this.how = how;
        }
    }

    @AfterEach
    void everythingWentBack() {
        arena.close();
        assertThat(pool.stats().liveBytes()).isZero();
        assertThat(pool.stats().activeArenas()).isZero();
        pool.close();
        assertThat(source.outstandingBytes()).isZero();
    }

    private Runnable note(String what) {
        return () -> ran.add(what);
    }

    private Runnable fail(Throwable with) {
        return () -> {
            ran.add(String.valueOf(with.getMessage()));
            throw FaultySource.sneaky(with);
        };
    }

    @ParameterizedTest
    @EnumSource
    void cleanupsRunOnceInReverseOrder(Ending ending) {
        arena.onReset(note("first"));
        arena.onReset(note("second"));
        arena.allocate(8, 8);
        arena.onReset(note("third"));
        ending.how.accept(arena);
        assertThat(ran).containsExactly("third", "second", "first");
        arena.close();
        assertThat(ran).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void cleanupsBelongToOneGeneration(Ending ending) {
        arena.onReset(note("of the first"));
        arena.reset();
        arena.onReset(note("of the second"));
        ending.how.accept(arena);
        assertThat(ran).containsExactly("of the first", "of the second");
    }

    @ParameterizedTest
    @EnumSource
    void cleanupsCanReadTheirGeneration(Ending ending) {
        MemorySegment text = arena.allocateFrom("still here");
        arena.onReset(() -> ran.add(text.getString(0)));
        ending.how.accept(arena);
        assertThat(ran).containsExactly("still here");
        assertThat(text.scope().isAlive()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void allCleanupsRunAndTheirExceptionsAreSuppressed(Ending ending) {
        MemorySegment segment = arena.allocate(8, 8);
        var early = new IllegalArgumentException("early");
        var middle = new AssertionError("middle");
        var late = new UnsupportedOperationException("late");
        arena.onReset(note("first"));
        arena.onReset(fail(late));
        arena.onReset(fail(middle));
        arena.onReset(fail(middle));
        arena.onReset(note("fifth"));
        arena.onReset(fail(early));

        assertThatThrownBy(() -> ending.how.accept(arena)).isSameAs(early);

        assertThat(early.getSuppressed()).contains(middle, late);
        assertThat(ran).containsExactly("early", "fifth", "middle", "middle", "late", "first");
        assertThat(segment.scope().isAlive()).isFalse();
        assertThat(pool.stats().liveBytes()).isZero();
        assertThatCode(arena::close).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void exceptionThrownTwiceDoesNotSuppressItself(Ending ending) {
        var same = new IllegalArgumentException("same");
        arena.onReset(fail(same));
        arena.onReset(fail(same));
        assertThatThrownBy(() -> ending.how.accept(arena)).isSameAs(same).hasNoSuppressedExceptions();
        assertThat(ran).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void errorIsRethrownAsError(Ending ending) {
        arena.onReset(note("first"));
        arena.onReset(fail(new StackOverflowError("expected")));
        assertThatThrownBy(() -> ending.how.accept(arena)).isInstanceOf(StackOverflowError.class);
        assertThat(ran).containsExactly("expected", "first");
    }

    @ParameterizedTest
    @EnumSource
    void arenaRemainsUsableAfterAnUndeclaredCheckedException(Ending ending) {
        MemorySegment segment = arena.allocate(8, 8);
        var checked = new IOException("expected");
        arena.onReset(note("first"));
        arena.onReset(fail(checked));
        Throwable thrown = catchThrowable(() -> ending.how.accept(arena));
        assertThat(thrown).isInstanceOf(RuntimeException.class).hasCause(checked);
        assertThat(ran).containsExactly("expected", "first");
        assertThat(segment.scope().isAlive()).isFalse();
        assertThatCode(arena::close).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void cleanupsMayAllocateUntilTheGenerationEnds(Ending ending) {
        List<MemorySegment> made = new ArrayList<>();
        arena.onReset(() -> made.add(arena.allocate(100_000, 8)));
        arena.onReset(() -> made.add(arena.allocate(8, 8)));
        ending.how.accept(arena);
        assertThat(made).hasSize(2).noneMatch(segment -> segment.scope().isAlive());
        assertThat(pool.stats().liveBytes()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void cleanupsMayRegisterFurtherCleanups(Ending ending) {
        arena.onReset(note("first"));
        arena.onReset(() -> {
            ran.add("second");
            arena.onReset(note("by the second"));
        });
        ending.how.accept(arena);
        assertThat(ran).containsExactly("second", "by the second", "first");
    }

    @ParameterizedTest
    @EnumSource
    void cleanupsMustNotEndTheGeneration(Ending ending) {
        for (Ending inner : Ending.values()) {
            ran.clear();
            try (Arena own = pool.open()) {
                MemorySegment text = own.allocateFrom("text");
                own.onReset(note("first"));
                own.onReset(() -> ran.add(text.getString(0)));
                own.onReset(() -> inner.how.accept(own));
                own.onReset(note("fourth"));
                assertThatThrownBy(() -> ending.how.accept(own)).isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("a cleanup action must not");
                assertThat(ran).containsExactly("fourth", "text", "first");
                assertThat(text.scope().isAlive()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void sharedArenaRunsCleanups(Ending ending) {
        try (Arena shared = pool.open(Confinement.SHARED)) {
            shared.onReset(note("first"));
            shared.onReset(() -> shared.allocate(8, 8));
            shared.onReset(shared::reset);
            assertThatThrownBy(() -> ending.how.accept(shared)).isInstanceOf(IllegalStateException.class);
            assertThat(ran).containsExactly("first");
        }
    }

    @ParameterizedTest
    @EnumSource
    void arenaWithoutAllocationsRunsCleanups(Ending ending) {
        arena.onReset(note("only"));
        ending.how.accept(arena);
        assertThat(ran).containsExactly("only");
        assertThat(source.calls()).isZero();
    }

    @Test
    void resourcesAreClosedInTheOrderOfTheCleanups() {
        List<String> order = new ArrayList<>();
        try (Arena arena = Arena.create()) {
            AutoCloseable resource = () -> order.add("resource");
            assertThat(arena.register(resource)).isSameAs(resource);
            arena.onReset(() -> order.add("cleanup"));
            arena.reset();
            assertThat(order).containsExactly("cleanup", "resource");
        }
        assertThat(order).hasSize(2);
    }

    @Test
    void resetThrowsTheExceptionOfAResource() {
        Arena arena = Arena.create();
        var checked = new IOException("disk");
        arena.register(() -> {
            throw checked;
        });
        assertThatThrownBy(arena::close).isInstanceOf(IllegalStateException.class).hasCause(checked);
        var unchecked = new IllegalArgumentException("bad");
        Arena another = Arena.create();
        another.register(() -> {
            throw unchecked;
        });
        assertThatThrownBy(another::close).isSameAs(unchecked);
    }
}
