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

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;

import dev.arena.Owned;
import dev.arena.Shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** An escaped value and all its handles. Used by one thread at a time. */
final class HandleModel {
    final Piece piece;
    private final PoolModel pool;
    private final EscapeModel escape;
    private @Nullable Owned<MemorySegment> owned;
    private final List<Shared<MemorySegment>> shared = new ArrayList<>();

    HandleModel(PoolModel pool, EscapeModel escape, Piece piece, Object handle) {
        this.pool = pool;
        this.escape = escape;
        this.piece = piece;
        add(handle);
    }

    @SuppressWarnings("unchecked")
    private void add(Object handle) {
        if (handle instanceof Owned<?> one) {
            owned = (Owned<MemorySegment>) one;
        } else {
            shared.add((Shared<MemorySegment>) handle);
        }
    }

    /** Opens another handle to the value. */
    void retain(Random random) {
        Owned<MemorySegment> before = owned;
        if (before == null) {
            shared.add(shared.get(random.nextInt(shared.size())).retain());
        } else {
            shared.add(before.share());
            owned = null;
            assertThatIllegalStateException().isThrownBy(before::get);
            before.close(); // has no effect
        }
    }

    /** Maps a handle to another view of the value, or unwraps it if it is the only one. */
    void turn(Random random) {
        Owned<MemorySegment> only = owned;
        if (only != null) {
            owned = only.map(value -> value);
            assertThatIllegalStateException().isThrownBy(only::get);
            return;
        }
        Shared<MemorySegment> one = shared.remove(random.nextInt(shared.size()));
        if (random.nextBoolean()) {
            shared.add(one.map(value -> value));
        } else {
            Owned<MemorySegment> unwrapped = one.tryUnwrap();
            assertThat(unwrapped == null).isEqualTo(!shared.isEmpty());
            if (unwrapped == null) {
                shared.add(one);
                return;
            }
            owned = unwrapped;
        }
        assertThatIllegalStateException().isThrownBy(one::get);
        one.close(); // has no effect
    }

    /** Closes one handle. Returns whether it was the last one. */
    boolean close(Random random) {
        pool.ledger.begin();
        Owned<MemorySegment> only = owned;
        boolean last = only != null || shared.size() == 1;
        if (last) { // updates the model first, because others may use the memory from here on
            synchronized (pool.ledger) {
                escape.handles--;
            }
            pool.regions.drop(piece.region());
        }
        if (only != null) {
            only.close();
            only.close(); // has no effect
        } else {
            Shared<MemorySegment> one = shared.remove(random.nextInt(shared.size()));
            one.close();
            assertThatIllegalStateException().isThrownBy(one::get);
            one.close(); // has no effect
            assertThatIllegalStateException().isThrownBy(one::retain);
        }
        return last;
    }

    void verify() {
        piece.verify();
        MemorySegment value = owned != null ? owned.get() : shared.getFirst().get();
        assertThat(value.address()).isEqualTo(piece.segment().address());
        if (pool.closed) {
            pool.events.add(Event.HANDLE_OUTLIVED_POOL);
        }
    }
}
