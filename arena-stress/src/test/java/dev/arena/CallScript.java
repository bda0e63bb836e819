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

import java.util.EnumSet;
import java.util.Set;

/**
 * Interprets bytes as calls on the arenas of a small pool. After each call it checks the promises: only documented exceptions,
 * zeroed and aligned memory, no overlaps and no changes, ended segments that throw, and budgets. At the end, the source must
 * have got all memory back.
 */
final class CallScript {

    enum Call {
        OPEN,
        ALLOCATE,
        TRY_ALLOCATE,
        GROW,
        TRY_GROW,
        ALLOCATE_OWNED,
        ALLOCATE_SHARED,
        ESCAPE,
        SHARE,
        RETAIN,
        CLOSE_HANDLE,
        REGISTER,
        MARK,
        CLOSE_MARK,
        CHILD,
        GROW_AT_LEAST,
        RESET,
        CLOSE,
        TRIM,
        TRY_ALLOCATE_NOW,
        SHRINK,
        WRITE_TO_CUT,
        WRITE_TO_STALE,
        CHANGE_BUDGET,
        NEST,
        PARTITION,
        CLOSE_PARTITION,
        OPEN_WITH_OPTIONS,
        ADOPT
    }

    private static final int MOST_CALLS = 400;

    private final ScriptState state;
    private final ArenaCalls onArenas;
    private final MemoryCalls onMemory;
    private final HandleCalls onHandles;
    private final PartitionCalls onPartitions;
    private final Set<Call> calls = EnumSet.noneOf(Call.class);

    CallScript(byte[] bytes) {
        this.state = new ScriptState(bytes);
        this.onArenas = new ArenaCalls(state);
        this.onMemory = new MemoryCalls(state);
        this.onHandles = new HandleCalls(state);
        this.onPartitions = new PartitionCalls(state);
    }

    /** The calls that have succeeded. */
    Set<Call> calls() {
        return calls;
    }

    void run() {
        onArenas.open();
        for (int i = 0; i < MOST_CALLS && !state.input.isOver(); i++) {
            Call call = Call.values()[state.input.next(Call.values().length)];
            if (make(call)) {
                calls.add(call);
            }
            state.check();
        }
        state.end();
    }

    private boolean make(Call call) {
        return switch (call) {
            case OPEN -> onArenas.open();
            case OPEN_WITH_OPTIONS -> onArenas.openWithOptions();
            case CHILD -> onArenas.child();
            case NEST -> onArenas.nest();
            case CHANGE_BUDGET -> onArenas.changeBudget();
            case REGISTER -> onArenas.register();
            case MARK -> onArenas.mark();
            case CLOSE_MARK -> onArenas.closeMark();
            case RESET -> onArenas.reset();
            case CLOSE -> onArenas.close();
            case ALLOCATE, TRY_ALLOCATE, TRY_ALLOCATE_NOW -> onMemory.allocate(call);
            case GROW -> onMemory.grow(true);
            case TRY_GROW -> onMemory.grow(false);
            case GROW_AT_LEAST -> onMemory.growAtLeast();
            case SHRINK -> onMemory.shrink();
            case WRITE_TO_CUT -> onMemory.writeToCut();
            case WRITE_TO_STALE -> onMemory.writeToStale();
            case ALLOCATE_OWNED -> onHandles.allocateHandle(false);
            case ALLOCATE_SHARED -> onHandles.allocateHandle(true);
            case ESCAPE -> onHandles.escape();
            case SHARE -> onHandles.share();
            case RETAIN -> onHandles.retain();
            case CLOSE_HANDLE -> onHandles.closeHandle();
            case PARTITION -> onPartitions.partition();
            case CLOSE_PARTITION -> onPartitions.closePartition();
            case ADOPT -> onPartitions.adopt();
            case TRIM -> {
                state.pool.trim();
                yield true;
            }
        };
    }
}
