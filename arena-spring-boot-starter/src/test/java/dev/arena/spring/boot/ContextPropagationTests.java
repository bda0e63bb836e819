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

import java.lang.foreign.MemorySegment;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.arena.Arena;
import dev.arena.ArenaOptions;
import dev.arena.ArenaPool;
import dev.arena.Confinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** The injected arena on threads that execute tasks. */
class ContextPropagationTests {
    private final ArenaPool pool = Arena.builder().buildPool();
    private final ArenaContextHolder context = new ArenaContextHolder();
    private final Arena injected = new CurrentArena(context);
    private final ExecutorService executor = Executors.newSingleThreadExecutor();

    @AfterEach
    void allMemoryShouldBeReleased() throws Exception {
        ArenaContextHolder.set(null);
        assertThat(executor.submit(() -> context.scope() == null).get()).isTrue();
        executor.close();
        assertThat(pool.stats().activeArenas()).isZero();
        pool.close();
    }

    private static ContextSnapshot capture() {
        return ContextSnapshotFactory.builder().build().captureAll();
    }

    private RequestScope bind(Confinement confinement) {
        var scope = new RequestScope(context, pool, ArenaOptions.defaults().withConfinement(confinement));
        ArenaContextHolder.set(scope);
        return scope;
    }

    /** Returns the result of a worker that uses the injected arena. */
    private @Nullable Throwable failureOnWorker(ContextSnapshot snapshot) throws Exception {
        var failure = new AtomicReference<@Nullable Throwable>();
        executor.submit(snapshot.wrap(() -> {
            try {
                injected.allocate(8, 8);
            } catch (RuntimeException e) {
                failure.set(e);
            }
        })).get();
        return failure.get();
    }

    @Test
    void accessorShouldBeRegisteredOnce() {
        assertThat(ContextRegistry.getInstance().getThreadLocalAccessors())
                .filteredOn(it -> it.key().equals(RequestScope.class)).singleElement()
                .isInstanceOf(RequestScopeAccessor.class);
    }

    @Test
    void workerShouldUseASharedArena() throws Exception {
        RequestScope scope = bind(Confinement.SHARED);
        MemorySegment ofWorker = executor.submit(capture().wrap(() -> injected.allocate(8, 8))).get();
        assertThat(ofWorker.scope()).isEqualTo(injected.scope());
        scope.end();
        pool.trim();
        assertThat(ofWorker.scope().isAlive()).isFalse();
    }

    @Test
    void workerShouldBeRefusedAConfinedArenaWhetherItIsOpenOrNot() throws Exception {
        RequestScope scope = bind(Confinement.CONFINED);
        ContextSnapshot snapshot = capture();
        assertThat(failureOnWorker(snapshot)).isInstanceOf(WrongThreadException.class)
                .hasMessageContaining("use a shared arena");
        MemorySegment mine = injected.allocate(8, 8);
        assertThat(failureOnWorker(snapshot)).isInstanceOf(WrongThreadException.class)
                .hasMessageContaining("use a shared arena for work on several threads");
        assertThat(mine.scope().isAlive()).isTrue();
        scope.end();
    }

    @Test
    void workerThatRunsAfterTheEndShouldFail() throws Exception {
        RequestScope scope = bind(Confinement.SHARED);
        injected.allocate(8, 8);
        ContextSnapshot snapshot = capture();
        scope.end();
        assertThat(failureOnWorker(snapshot)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has ended");
    }

    @Test
    void workOnTheSameThreadShouldRestoreThePreviousScope() {
        RequestScope mine = bind(Confinement.CONFINED);
        var other = new RequestScope(context, pool, ArenaOptions.defaults().withConfinement(Confinement.SHARED));
        ArenaContextHolder.set(other);
        ContextSnapshot ofOther = capture();
        ArenaContextHolder.set(mine);
        ContextSnapshot ofMine = capture();
        ofOther.wrap((Runnable) () -> assertThat(context.scope()).isSameAs(other)).run();
        ofMine.wrap((Runnable) () -> injected.allocate(8, 8)).run();
        assertThat(context.scope()).isSameAs(mine);
        assertThat(injected.allocate(8, 8).byteSize()).isEqualTo(8);
        mine.end();
    }

    @Test
    void workerShouldHaveItsOwnArenaInItsWork() throws Exception {
        RequestScope scope = bind(Confinement.SHARED);
        var template = new ArenaTemplate(pool, context);
        executor.submit(capture().wrap(() -> {
            MemorySegment ofRequest = injected.allocate(8, 8);
            assertThat(template.<MemorySegment, RuntimeException>execute(_ -> injected.allocate(8, 8)).scope())
                    .isNotEqualTo(ofRequest.scope());
            assertThat(injected.scope()).isEqualTo(ofRequest.scope());
        })).get();
        scope.end();
    }

    @Test
    void operatorsShouldSeeTheArenaOfTheReactorContext() {
        var scope = new RequestScope(context, pool, ArenaOptions.defaults().withConfinement(Confinement.SHARED));
        Mono<MemorySegment.Scope> seen = Mono.fromCallable(injected::scope).subscribeOn(Schedulers.boundedElastic())
                .contextWrite(it -> it.put(RequestScope.class, scope));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(seen::block);
        Hooks.enableAutomaticContextPropagation();
        try {
            assertThat(Mono.fromCallable(injected::scope).subscribeOn(Schedulers.boundedElastic())
                    .contextWrite(it -> it.put(RequestScope.class, scope)).block()).isEqualTo(scope.arena().scope());
        } finally {
            Hooks.disableAutomaticContextPropagation();
        }
        scope.end();
        assertThatIllegalStateException().isThrownBy(scope::arena);
    }
}
