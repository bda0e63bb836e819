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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.ArenaOptions;
import dev.arena.ArenaPool;
import dev.arena.Confinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RequestScopeTests {
    private final ArenaPool pool = Arena.builder().buildPool();
    private final ArenaContextHolder context = new ArenaContextHolder();
    private final RequestScope scope = scope(Confinement.CONFINED);

    @AfterEach
    void closePool() {
        pool.close();
    }

    private RequestScope scope(Confinement confinement) {
        return new RequestScope(context, pool, ArenaOptions.defaults().withConfinement(confinement));
    }

    /** Returns a unit of work with the settings of a test. */
    private static RequestScope.Work work(Supplier<ScopeSettings> settings) {
        return new RequestScope.Work() {
            @Override
            public String owner() {
                return "GET /path";
            }

            @Override
            public ScopeSettings settings() {
                return settings.get();
            }
        };
    }

    @Test
    void leavingTheThreadShouldEndOnlyAConfinedArena() {
        RequestScope shared = scope(Confinement.SHARED);
        shared.arena().allocate(8, 8);
        assertThat(shared.leaveThread()).isNull();
        assertThat(shared.arena().allocate(8, 8).byteSize()).isEqualTo(8);
        scope.arena().allocate(8, 8);
        assertThat(pool.stats().activeArenas()).isEqualTo(2);
        assertThat(scope.leaveThread()).isNotNull();
        assertThat(scope.leaveThread()).isNull();
        assertThat(pool.stats().activeArenas()).isEqualTo(1);
        assertThat(shared.end()).isNotNull();
        assertThat(shared.end()).isNull();
        assertThat(scope.end()).isNull();
        assertThatIllegalStateException().isThrownBy(scope::arena).withMessageContaining("has ended");
        assertThat(pool.stats().activeArenas()).isZero();
    }

    @Test
    void arenaShouldEndAlthoughACleanupFails() {
        scope.arena().onReset(() -> {
            throw new IllegalStateException("cleanup");
        });
        assertThatIllegalStateException().isThrownBy(scope::end).withMessage("cleanup");
        assertThat(scope.end()).as("figures").isNotNull();
        assertThat(pool.stats().activeArenas()).isZero();
    }

    @Test
    void arenaOfEndedWorkShouldFailWithItsOwner() {
        var ended = new RequestScope(context, pool, ArenaOptions.defaults(), work(() -> ScopeSettings.NONE));
        ended.arena().allocate(8, 8);
        ended.end();
        assertThatIllegalStateException().isThrownBy(ended::arena).withMessageStartingWith("The arena of GET /path ")
                .withMessageContaining("has ended");
        scope.end();
        assertThatIllegalStateException().isThrownBy(scope::arena).withMessageStartingWith("The arena cannot be used");
    }

    @Test
    void handlerShouldDecideTheConfinementUntilTheArenaIsOpen() throws Exception {
        var confinement = new AtomicReference<Confinement>(Confinement.CONFINED);
        var decided = new RequestScope(context, pool, ArenaOptions.defaults(),
                work(() -> new ScopeSettings(0, null, confinement.get(), false, 0, true)));
        decided.byteBudget();
        confinement.set(Confinement.SHARED);
        decided.refresh();
        try (var executor = Executors.newSingleThreadExecutor()) {
            assertThat(executor.submit(() -> decided.arena().allocate(8, 8).byteSize()).get()).isEqualTo(8);
        }
        confinement.set(Confinement.CONFINED);
        decided.refresh();
        decided.arena().allocate(8, 8);
        assertThat(decided.leaveThread()).as("still shared").isNull();
        assertThat(decided.end()).isNotNull();
    }

    @Test
    void threadShouldHaveNoArenaOfAnotherApplication() {
        var other = new ArenaContextHolder();
        ArenaContextHolder.set(scope);
        try {
            assertThat(context.scope()).isSameAs(scope);
            assertThat(other.scope()).isNull();
            assertThatIllegalStateException().isThrownBy(() -> new CurrentArena(other).allocate(8, 8))
                    .withMessageContaining("another application context");
            assertThat(new CurrentArena(context).allocate(8, 8).byteSize()).isEqualTo(8);
        } finally {
            ArenaContextHolder.set(null);
        }
        scope.end();
    }

    @Test
    void confinedArenaOnAnotherThreadShouldFailWithTheNameOfTheProperty() {
        scope.arena().allocate(8, 8);
        scope.leaveThread();
        assertThatIllegalStateException().isThrownBy(scope::arena).withMessageContaining("arena.confinement");
        scope.end();
    }

    @Test
    void otherThreadShouldNotOpenAnArenaThatIsConfinedToTheWorker() throws Exception {
        try (var executor = Executors.newSingleThreadExecutor()) {
            assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> executor.submit(scope::arena).get())
                    .withCauseInstanceOf(WrongThreadException.class).withMessageContaining("arena.confinement");
            scope.leaveThread();
            assertThatExceptionOfType(WrongThreadException.class).isThrownBy(scope::arena);
            executor.submit(() -> {
                scope.enterThread();
                scope.arena().allocate(8, 8);
                scope.end();
            }).get();
        }
        assertThat(pool.stats().activeArenas()).isZero();
        assertThat(pool.stats().resets()).isEqualTo(1);
    }

    @Test
    void figuresShouldBeAvailableAfterTheEndOfTheArena() {
        assertThat(scope.stats()).isNull();
        scope.arena().allocate(8, 8);
        assertThat(scope.stats()).isNotNull().satisfies(it -> assertThat(it.bytesHeld()).isPositive());
        scope.end();
        assertThat(scope.stats()).isNotNull().satisfies(it -> assertThat(it.peakBytesHeld()).isPositive());
    }

    @Test
    void settingsShouldBeReadOnlyWhenAnArenaIsOpened() {
        List<String> asked = new ArrayList<>();
        var work = new RequestScope(context, pool, ArenaOptions.defaults(), work(() -> {
            asked.add("asked");
            return ScopeSettings.NONE;
        }));
        assertThat(asked).isEmpty();
        work.arena().allocate(8, 8);
        work.arena();
        assertThat(asked).hasSize(1);
        assertThat(pool.openArenas(1)).singleElement().satisfies(it -> assertThat(it.owner()).isEqualTo("GET /path"));
        work.end();
    }

    @Test
    void budgetOfTheHandlerShouldApplyToAnOpenArena() {
        var known = new AtomicLong();
        var work = new RequestScope(context, pool, ArenaOptions.defaults(),
                work(() -> new ScopeSettings(known.get(), null, null, false, 0, known.get() > 0)));
        Arena open = work.arena();
        open.allocate(8, 8);
        assertThat(work.byteBudget()).isEqualTo(pool.settings().arenaByteBudget());
        known.set(20_000);
        assertThat(work.arena()).isSameAs(open);
        assertThat(work.byteBudget()).isEqualTo(20_000);
        assertThat(open.tryAllocate(20_000, 1)).isNull();
        known.set(1 << 20);
        assertThat(work.byteBudget()).as("the settings are not read again").isEqualTo(20_000);
        work.end();
        assertThat(pool.stats().activeArenas()).isZero();
    }
}
