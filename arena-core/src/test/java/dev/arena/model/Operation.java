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

import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/**
 * The operations and their relative frequencies. To add an operation, add a constant. It performs the same operation on the
 * model and the real object, and returns whether it was possible.
 */
enum Operation {
    OPEN(6, Actor::open),
    OPEN_STANDALONE(2, Actor::openStandalone),
    ALLOCATE(60, actor -> actor.onArena((arena, random) -> arena.allocate(size(random), alignment(random), false))),
    TRY_ALLOCATE(20, actor -> actor.onArena((arena, random) -> arena.allocate(size(random), alignment(random), true))),
    ALLOCATE_OWNED(14, actor -> actor.onArena(
            (arena, random) -> actor.keep(arena.handles.allocateOwned(size(random), alignment(random))))),
    ALLOCATE_SHARED(14, actor -> actor.onArena(
            (arena, random) -> actor.keep(arena.handles.allocateShared(size(random), alignment(random))))),
    GROW(12, actor -> actor.onPiece((arena, piece, random) -> arena.grow(piece, larger(piece, random), false))),
    TRY_GROW(8, actor -> actor.onPiece((arena, piece, random) -> arena.grow(piece, larger(piece, random), true))),
    ESCAPE(14, actor -> actor.onPiece((arena, piece, random) -> {
        long words = piece.segment().byteSize() / Long.BYTES;
        long offset = words < 2 || random.nextBoolean() ? 0 : Long.BYTES * random.nextLong(words);
        actor.keep(arena.handles.escape(piece, offset, piece.segment().byteSize() - offset));
    })),
    SCOPE(2, actor -> actor.onArena((arena, _) -> arena.askForScope())),
    SHARE_OR_RETAIN(12, actor -> actor.onHandle((handle, random) -> handle.retain(random))),
    MAP_OR_UNWRAP(8, actor -> actor.onHandle((handle, random) -> handle.turn(random))),
    CLOSE_HANDLE(34, Actor::closeHandle),
    POST_HANDLE(6, Actor::post),
    ON_RESET(6, actor -> actor.onArena((arena, random) -> arena.cleanups.register(kind(random)))),
    MARK(14, actor -> actor.onArena((arena, _) -> arena.mark())),
    END_MARK(10, actor -> actor.onArena((arena, _) -> actor.endMark(arena))),
    RESET(7, actor -> actor.onArena((arena, _) -> actor.end(arena, false))),
    CLOSE(7, actor -> actor.onArena((arena, _) -> actor.end(arena, true))),
    CHILD(10, actor -> actor.onArena((arena, random) -> arena.child(budget(arena, random)))),
    SERVE(1, Actor::serve),
    TRIM(1, Actor::trim);

    private static final List<Operation> WEIGHTED = java.util.Arrays.stream(values())
            .flatMap(each -> java.util.Collections.nCopies(each.weight, each).stream())
            .toList();

    private final int weight;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Predicate<Actor> action;

    Operation(int weight, Predicate<Actor> action) {
        this.weight = weight;
        this.action = action;
    }

    static Operation any(Random random) {
        return WEIGHTED.get(random.nextInt(WEIGHTED.size()));
    }

    boolean perform(Actor actor) {
        return action.test(actor);
    }

    /** Returns a size: mostly small, sometimes oversized, rarely larger than any budget. */
    private static long size(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> 0;
            case 1, 2 -> random.nextLong(4_000);
            case 3 -> random.nextInt(30) == 0 ? 1L << 40 : random.nextLong(9_000);
            default -> random.nextLong(300);
        };
    }

    private static long alignment(Random random) {
        return 1L << (random.nextInt(10) == 0 ? random.nextInt(12) : random.nextInt(5));
    }

    /** Returns a budget: mostly below that of the parent, sometimes unlimited. */
    private static long budget(ArenaModel parent, Random random) {
        return random.nextInt(8) == 0
                ? Long.MAX_VALUE
                : parent.pool.limits.minChunk() + random.nextLong(parent.pool.limits.arenaBudget());
    }

    private static long larger(Piece piece, Random random) {
        return piece.segment().byteSize() + random.nextLong(random.nextBoolean() ? 40 : 1_000);
    }

    private static CleanupsModel.Kind kind(Random random) {
        CleanupsModel.Kind[] kinds = CleanupsModel.Kind.values();
        return kinds[random.nextInt(kinds.length)];
    }
}
