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

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.concurrent.Callable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.ArenaStats;
import dev.arena.OpenArena;
import dev.arena.spring.boot.ArenaBudget;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.RequestScope;

/** Handlers whose arenas differ from the others. */
@RestController
@ArenaBudget("48KB")
class RoutedHandlers implements RoutedContract {
    private final ArenaContextHolder context;
    private final ArenaPool pool;
    private final Witness witness;

    RoutedHandlers(ArenaContextHolder context, ArenaPool pool, Witness witness) {
        this.context = context;
        this.pool = pool;
        this.witness = witness;
    }

    private long budgetAfter(long bytes) {
        RequestScope scope = Objects.requireNonNull(context.scope());
        witness.use(scope.arena());
        scope.arena().allocate(bytes, 1);
        return scope.byteBudget();
    }

    @GetMapping({"/routed/of-class/{bytes}", "/routed/by-path/{bytes}"})
    long ofClass(@PathVariable long bytes) {
        return budgetAfter(bytes);
    }

    @GetMapping("/routed/of-method/{bytes}")
    @ArenaBudget("256KB")
    long ofMethod(@PathVariable long bytes) {
        return budgetAfter(bytes);
    }

    @GetMapping("/routed/of-method-later/{bytes}")
    @ArenaBudget("256KB")
    Callable<Long> ofMethodLater(Arena arena, @PathVariable long bytes) {
        return () -> {
            witness.use(arena);
            return arena.allocate(bytes, 1).byteSize();
        };
    }

    @Override
    public long inherited(long bytes) {
        return budgetAfter(bytes);
    }

    @GetMapping("/routed/composed/{bytes}")
    @Composed
    long composed(@PathVariable long bytes) {
        return budgetAfter(bytes);
    }

    @PostMapping("/routed/body")
    long body(@RequestBody MemorySegment body) {
        return body.byteSize();
    }

    @GetMapping({"/routed/confinement", "/routed/shared/confinement"})
    String confinement(Arena arena) {
        witness.use(arena);
        return pool.openArenas(1).stream().map(OpenArena::confinement).toList().toString();
    }

    @GetMapping("/routed/confined/callable")
    Callable<Long> confinedCallable(Arena arena) {
        witness.use(arena);
        return () -> witness.use(arena).byteSize();
    }

    @GetMapping({"/routed/off/path", "/routed/off/but-this"})
    long off() {
        return budgetAfter(8);
    }

    /** Responds with the number of chunks that it took. */
    @GetMapping("/routed/learned/{kilobytes}")
    @ArenaBudget("256KB")
    long learned(Arena arena, @PathVariable int kilobytes) {
        for (int i = 0; i < kilobytes; i++) {
            arena.allocate(1 << 10, 1);
        }
        ArenaStats stats = arena.stats();
        return stats.normalChunksAllocated() + stats.chunksReused();
    }

    /** A composed annotation with a budget. */
    @ArenaBudget("128KB")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Composed {
    }
}

/** A supertype whose annotations a handler inherits. */
interface RoutedContract {

    @GetMapping("/routed/inherited/{bytes}")
    @ArenaBudget("32KB")
    long inherited(@PathVariable long bytes);
}
