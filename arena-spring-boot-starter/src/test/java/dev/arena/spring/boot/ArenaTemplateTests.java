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

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.ArenaOptions;
import dev.arena.ArenaPool;
import dev.arena.Confinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ArenaTemplateTests {
    private final ArenaPool pool = Arena.builder().byteBudget(64 << 10).buildPool();
    private final ArenaContextHolder context = new ArenaContextHolder();
    private final ArenaTemplate template = new ArenaTemplate(pool, context);
    private final Arena injected = new CurrentArena(context);

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void workShouldGetAnArenaThatEndsWithIt() {
        MemorySegment escaped = template.execute(arena -> arena.allocateFrom(ValueLayout.JAVA_LONG, 42));
        assertThatIllegalStateException().isThrownBy(() -> escaped.get(ValueLayout.JAVA_LONG, 0));
        assertThat(pool.stats().liveBytes()).isZero();
        assertThat(pool.stats().resets()).isEqualTo(1);
    }

    @Test
    void injectedArenaShouldDelegateToTheArenaOfTheWork() {
        template.execute(arena -> {
            injected.allocate(100, 1);
            MemorySegment grown = injected.grow(injected.allocate(8, 8), 16, 8);
            assertThat(injected.tryGrow(grown, 24)).isNotNull();
            assertThat(injected.tryAllocate(1 << 20, 1)).isNull();
            assertThat(injected.scope()).isEqualTo(arena.scope());
            assertThat(injected.stats()).isEqualTo(arena.stats());
            try (var owned = injected.allocateOwned(8, 8);
                    var shared = injected.allocateShared(8, 8);
                    var escaped = injected.escape(injected.allocate(1000, 8))) {
                arena.reset();
                assertThat(owned.get().byteSize() + shared.get().byteSize() + escaped.get().byteSize())
                        .isEqualTo(1016);
            }
            assertThat(arena.stats().resets()).isEqualTo(1);
            return null;
        });
    }

    @Test
    void nestedWorkShouldHaveItsOwnArena() {
        List<MemorySegment.Scope> scopes = new ArrayList<>();
        template.execute(outer -> {
            scopes.add(injected.scope());
            template.execute(inner -> scopes.add(injected.scope()));
            scopes.add(injected.scope());
            return null;
        });
        assertThat(scopes.get(1)).isNotEqualTo(scopes.get(0));
        assertThat(scopes.get(2)).isEqualTo(scopes.get(0));
    }

    @Test
    void optionsShouldApplyToTheArenaOfTheWork() {
        ArenaOptions options = ArenaOptions.defaults().withByteBudget(8 << 10).withConfinement(Confinement.SHARED)
                .withOwner("import");
        long allocated = template.execute(options, arena -> {
            assertThat(arena.allocate(8 << 10, 1).byteSize()).isEqualTo(8 << 10);
            assertThat(injected.tryAllocate(1, 1)).isNull();
            assertThat(pool.openArenas(2)).singleElement().satisfies(open -> {
                assertThat(open.owner()).isEqualTo("import");
                assertThat(open.confinement()).isEqualTo(Confinement.SHARED);
            });
            return arena.stats().bytesHeld();
        });
        assertThat(allocated).isEqualTo(8 << 10);
        assertThat(pool.stats().activeArenas()).isZero();
    }

    @Test
    void optionsShouldDefaultToTheSettingsOfThePool() {
        template.execute(ArenaOptions.defaults().withExpectedBytes(32 << 10), arena -> {
            arena.allocate(1, 1);
            assertThat(pool.openArenas(1)).singleElement()
                    .satisfies(open -> assertThat(open.confinement()).isEqualTo(Confinement.CONFINED));
            assertThat(arena.stats().bytesHeld()).isEqualTo(32 << 10);
            assertThat(arena.tryAllocate(64 << 10, 1)).isNull();
            return null;
        });
        assertThatIllegalArgumentException()
                .isThrownBy(() -> template.execute(ArenaOptions.defaults().withByteBudget(1), arena -> null))
                .withMessageContaining("byteBudget");
        assertThat(context.scope()).isNull();
    }

    @Test
    void workInsideARequestShouldHaveItsOwnArena() {
        var request = new RequestScope(context, pool,
                ArenaOptions.defaults().withConfinement(Confinement.SHARED));
        ArenaContextHolder.set(request);
        MemorySegment ofRequest = injected.allocate(8, 8);
        MemorySegment ofWork = template.execute(arena -> {
            arena.allocate(40 << 10, 8); // within its own budget
            return injected.allocate(8, 8);
        });
        assertThat(ofWork.scope().isAlive()).isFalse();
        assertThat(ofRequest.scope().isAlive()).isTrue();
        assertThat(injected.scope()).isEqualTo(ofRequest.scope());
        ArenaContextHolder.set(null);
        request.end();
        assertThat(pool.stats().activeArenas()).isZero();
    }

    @Test
    void exceptionOfACleanupShouldNotHideThatOfTheWork() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> template.execute(arena -> {
            arena.onReset(() -> {
                throw new IllegalStateException("cleanup");
            });
            throw new IOException("work");
        })).withMessage("work").satisfies(e -> assertThat(e.getSuppressed()).singleElement()
                .satisfies(it -> assertThat(it).hasMessage("cleanup")));
        assertThat(pool.stats().activeArenas()).isZero();
    }

    @Test
    void failedWorkShouldReleaseItsMemoryAndRunItsCleanups() {
        List<String> cleaned = new ArrayList<>();
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> template.execute(arena -> {
            injected.onReset(() -> cleaned.add("done"));
            arena.allocate(8, 8);
            throw new IOException("no");
        })).withMessage("no");
        assertThat(cleaned).containsExactly("done");
        assertThat(pool.stats().activeArenas()).isZero();
    }

    @Test
    void injectedArenaOutsideWorkShouldFailWithReasonAndRemedy() {
        assertThatIllegalStateException().isThrownBy(() -> injected.allocate(8, 8))
                .withMessageContaining("not handling a web request").withMessageContaining("ArenaTemplate.execute")
                .withMessageContaining("ReactiveArenas.current()");
        template.execute(arena -> null);
        assertThatIllegalStateException().isThrownBy(injected::stats);
    }

    @Test
    void closeAndResetOfTheInjectedArenaShouldFail() {
        template.execute(arena -> {
            MemorySegment kept = injected.allocate(8, 1);
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(injected::close)
                    .withMessageContaining("arena.mark()");
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(injected::reset)
                    .withMessageContaining("arena.mark()");
            assertThat(kept.scope().isAlive()).isTrue();
            assertThat(arena.stats().resets()).isZero();
            return injected.allocate(1, 1);
        });
    }

    @Test
    void arenaShouldBeUnusableAfterTheWork() {
        Arena kept = template.<Arena, RuntimeException>execute(arena -> {
            arena.allocate(1, 1);
            return arena;
        });
        assertThatIllegalStateException().isThrownBy(() -> kept.allocate(1, 1)).withMessageContaining("was closed");
    }
}
