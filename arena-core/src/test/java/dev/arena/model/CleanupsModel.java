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

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

/** The cleanups of one arena. They run in reverse order, each once. The first failure is thrown. */
final class CleanupsModel {

    /** The action of a cleanup. */
    enum Kind {
        NOTE,
        ALLOCATE,
        OPEN_CHILD,
        END_THE_GENERATION,
        THROW,
        RESOURCE,
        RESOURCE_THAT_FAILS
    }

    /** The cleanups that have run in an arena and its children. */
    private static final class Run {
        int registered;
        final List<Integer> numbers = new ArrayList<>();

        @Nullable
        Throwable first;
    }

    private final ArenaModel owner;
    private final Deque<Integer> registered = new ArrayDeque<>();
    private final Run ran;

    CleanupsModel(ArenaModel owner, @Nullable CleanupsModel parent) {
        this.owner = owner;
        this.ran = parent == null ? new Run() : parent.ran;
    }

    void register(Kind kind) {
        int number = ran.registered++;
        int position = registered.size();
        registered.push(number);
        switch (kind) {
            case NOTE -> owner.arena.onReset(() -> {
                begin(number, position);
                owner.verifyEnding();
            });
            case ALLOCATE -> owner.arena.onReset(() -> {
                begin(number, position);
                owner.allocate(number % 1000, 1, false);
                owner.letGo();
                owner.verifyEnding();
            });
            case OPEN_CHILD -> owner.arena.onReset(() -> {
                begin(number, position);
                openChild(number % 1000);
            });
            case END_THE_GENERATION -> owner.arena.onReset(() -> {
                begin(number, position);
                assertThatIllegalStateException().isThrownBy(owner.arena::close);
                assertThatIllegalStateException().isThrownBy(owner.arena::reset);
                assertThatIllegalStateException().isThrownBy(owner.arena::mark);
            });
            case THROW -> owner.arena.onReset(() -> {
                begin(number, position);
                throw noted(new UnsupportedOperationException("expected"));
            });
            case RESOURCE -> owner.arena.register(() -> begin(number, position));
            case RESOURCE_THAT_FAILS -> owner.arena.register(() -> {
                begin(number, position);
                throw noted(new IOException("expected"));
            });
        }
    }

    private void openChild(int bytes) {
        ArenaModel child = owner.child(owner.pool.limits.maxChunk());
        if (child != null) {
            child.allocate(bytes, 1, true);
            if (owner.family.isEnding()) {
                owner.pool.events.add(Event.LATE_CHILD);
                child.letGo();
            }
        }
    }

    /** Starts the cleanup that has {@code position} cleanups before it. */
    private void begin(int number, int position) {
        ran.numbers.add(number);
        owner.beforeCleanup(position);
    }

    int registered() {
        return registered.size();
    }

    private <T extends Exception> T noted(T failure) {
        ran.first = ran.first == null ? failure : ran.first;
        return failure;
    }

    /** Runs the cleanups after the first {@code kept} ones, and compares the result. */
    void endDownTo(int kept, Runnable ending) {
        Throwable thrown = catchThrowable(ending::run);
        List<Integer> due = new ArrayList<>();
        popTo(due, kept);
        compare(thrown, due);
    }

    /** Runs all cleanups, those of the children first, and compares the result. */
    void endAll(Runnable ending) {
        List<CleanupsModel> order = owner.family.inOrderOfEnding().map(each -> each.cleanups).toList();
        Throwable thrown = catchThrowable(ending::run);
        List<Integer> due = new ArrayList<>();
        order.forEach(each -> each.popTo(due, 0));
        compare(thrown, due);
    }

    private void popTo(List<Integer> due, int kept) {
        while (registered.size() > kept) {
            due.add(registered.pop());
        }
    }

    private void compare(@Nullable Throwable thrown, List<Integer> due) {
        if (thrown instanceof AssertionError error) { // an error of the model itself
            throw error;
        }
        Throwable first = ran.first;
        assertThat(ran.numbers).containsExactlyElementsOf(due);
        assertThat(thrown instanceof IllegalStateException wrapped && first instanceof IOException
                ? wrapped.getCause()
                : thrown).isSameAs(first);
        if (first != null) {
            owner.pool.events.add(Event.CLEANUP_FAILED);
        } else if (!due.isEmpty()) {
            owner.pool.events.add(Event.CLEANUP_RAN);
        }
        ran.numbers.clear();
        ran.first = null;
    }
}
