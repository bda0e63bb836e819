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
import java.util.Queue;
import java.util.Random;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import dev.arena.Confinement;

import static org.assertj.core.api.Assertions.assertThat;

/** The operations of one thread: its open arenas and handles, and ended segments. */
final class Actor {
    private static final int MOST_ARENAS = 6;
    private static final int MOST_HANDLES = 30;
    private static final int MOST_STALE = 16;
    private static final int GENERATIONS_SERVED = 40;

    /** A thread that is never started. It distinguishes shared segments from confined ones, even after their end. */
    private static final Thread ANY_OTHER = Thread.ofPlatform().unstarted(() -> {});

    private final PoolModel pool;
    private final Random random;
    private final Trace trace;

    /** Handles that are passed to another actor. */
    private final Queue<HandleModel> post;
    private final List<PoolModel> standalone = new ArrayList<>();
    private final List<ArenaModel> arenas = new ArrayList<>();
    private final List<HandleModel> handles = new ArrayList<>();
    private final List<Piece> stale = new ArrayList<>();

    Actor(PoolModel pool, Random random, Trace trace, Queue<HandleModel> post) {
        this.pool = pool;
        this.random = random;
        this.trace = trace;
        this.post = post;
    }

    /** Performs one random operation. */
    void step() {
        Operation operation = Operation.any(random);
        trace.add(operation + " with " + arenas.size() + " arenas, " + handles.size() + " handles");
        while (!operation.perform(this)) {
            operation = Operation.any(random);
            trace.add("instead " + operation);
        }
    }

    boolean open() {
        if (arenas.size() == MOST_ARENAS || pool.closed) {
            return false;
        }
        return arenas.add(pool.open(confinement()));
    }

    boolean openStandalone() {
        if (arenas.size() == MOST_ARENAS) {
            return false;
        }
        var own = new PoolModel(pool.limits, pool.regions, pool.events, true, pool.alone);
        standalone.add(own);
        return arenas.add(own.open(confinement()));
    }

    /** Runs many small, similar generations. */
    boolean serve() {
        int pieces = random.nextBoolean() ? 1 : 12;
        for (int i = 0; i < GENERATIONS_SERVED; i++) {
            if (!open()) {
                return i > 0;
            }
            ArenaModel arena = arenas.getLast();
            for (int j = 0; j < pieces; j++) {
                arena.allocate(100, 1, true);
            }
            end(arena, true);
        }
        return true;
    }

    private Confinement confinement() {
        return random.nextBoolean() ? Confinement.CONFINED : Confinement.SHARED;
    }

    private List<ArenaModel> withChildren() {
        return arenas.stream().flatMap(arena -> arena.family.inOrderOfEnding()).toList();
    }

    interface OnPiece {
        void perform(ArenaModel arena, Piece piece, Random random);
    }

    boolean onArena(BiConsumer<ArenaModel, Random> action) {
        List<ArenaModel> open = withChildren();
        if (open.isEmpty()) {
            return false;
        }
        ArenaModel arena = open.get(random.nextInt(open.size()));
        trace.add("  " + arena.arena);
        arena.sourceFails = random.nextInt(25) == 0;
        arena.releaseFails = random.nextInt(25) == 0;
        action.accept(arena, random);
        return true;
    }

    boolean onPiece(OnPiece action) {
        return onArena((arena, _) -> {
            if (!arena.pieces.isEmpty()) { // only the last segment can grow in place
                int index = random.nextBoolean() ? arena.pieces.size() - 1 : random.nextInt(arena.pieces.size());
                action.perform(arena, arena.pieces.get(index), random);
            }
        });
    }

    boolean onHandle(BiConsumer<HandleModel, Random> action) {
        if (handles.isEmpty()) {
            return false;
        }
        action.accept(handles.get(random.nextInt(handles.size())), random);
        return true;
    }

    void keep(@Nullable HandleModel handle) {
        if (handle != null) {
            handles.add(handle);
        }
        while (handles.size() > MOST_HANDLES) {
            closeHandle();
        }
    }

    boolean closeHandle() {
        return onHandle((handle, _) -> {
            handle.verify();
            if (handle.close(random)) {
                handles.remove(handle);
                remember(handle.piece);
            }
        });
    }

    /** Passes a handle to any other actor, and receives one. */
    boolean post() {
        if (handles.isEmpty()) {
            return false;
        }
        post.add(handles.remove(random.nextInt(handles.size())));
        if (random.nextBoolean()) {
            keep(post.poll());
        }
        return true;
    }

    void end(ArenaModel arena, boolean forGood) {
        List<ArenaModel> ending = arena.family.inOrderOfEnding().toList();
        List<Piece> ended = ending.stream().flatMap(each -> each.piecesOfGeneration().stream()).toList();
        List<Piece> marked = new ArrayList<>(ending.stream().flatMap(each -> each.pieces.stream()).toList());
        marked.removeAll(ended);
        arena.end(forGood);
        for (Piece piece : ended) {
            if (piece.segment().isAccessibleBy(ANY_OTHER)) {
                if (!pool.closed && !piece.isStillReadable()) {
                    pool.events.add(Event.ROTATION);
                }
                remember(piece);
            } else if (piece.isStillReadable()) {
                throw new AssertionError("a confined segment outlived its generation: " + piece);
            }
        }
        verifyEnded(marked);
        if (forGood) {
            arenas.remove(arena);
        }
    }

    void endMark(ArenaModel arena) {
        verifyEnded(arena.endMark(random));
    }

    /** The segments of a mark end at once, even in shared arenas. */
    private static void verifyEnded(List<Piece> marked) {
        assertThat(marked).noneMatch(Piece::isStillReadable);
    }

    private void remember(Piece piece) {
        stale.add(piece);
        if (stale.size() > MOST_STALE) {
            stale.removeFirst();
        }
    }

    boolean trim() {
        pool.trim();
        return true;
    }

    /**
     * Open segments are intact. Ended segments are either readable and intact, or throw. Once they throw, they always throw.
     */
    void verify() {
        withChildren().forEach(arena -> arena.pieces.forEach(Piece::verify));
        handles.forEach(HandleModel::verify);
        stale.removeIf(piece -> {
            boolean readable = piece.isStillReadable();
            pool.events.add(readable ? Event.STALE_READABLE : Event.STALE_THROWS);
            return !readable;
        });
    }

    /** Compares the figures of the arenas without a pool. */
    void verifyStandalone() {
        standalone.forEach(PoolModel::verify);
        standalone.removeIf(own -> own.closed && own.ledger.outstanding() == 0);
    }

    /** Closes all arenas and handles of this actor. */
    void finish() {
        List.copyOf(arenas).forEach(arena -> end(arena, true));
        while (!handles.isEmpty()) {
            closeHandle();
        }
        for (HandleModel posted = post.poll(); posted != null; posted = post.poll()) {
            handles.add(posted);
            while (!handles.isEmpty()) {
                closeHandle();
            }
        }
    }

    void verifyAllIsReleased() {
        pool.trim();
        verify();
        verifyStandalone();
        assertThat(standalone).isEmpty();
        assertThat(stale).isEmpty();
    }
}
