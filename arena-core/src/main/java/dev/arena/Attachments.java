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

import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * The children, marks and cleanups of a generation, which end before its memory. Most arenas have none and do not create this
 * object. The arena ensures that one thread at a time uses it.
 */
final class Attachments {
    private final Children children = new Children();
    private final Cleanups cleanups = new Cleanups();
    private @Nullable OpenMark innermost;

    void add(AbstractArena child) {
        children.add(child);
    }

    /** Removes a child that has ended. Called by any thread. */
    void remove(AbstractArena child) {
        children.remove(child);
    }

    /** The open child that was opened last; null without one. */
    @Nullable
    AbstractArena lastChild() {
        return children.last();
    }

    void add(Runnable cleanup) {
        cleanups.add(cleanup);
    }

    /** Makes a mark that is not yet {@linkplain #set set}. */
    OpenMark nextMark(AbstractArena arena) {
        return new OpenMark(arena, innermost, cleanups.size());
    }

    void set(OpenMark mark) {
        innermost = mark;
    }

    /** Ends all attachments, including those that are added meanwhile. */
    void endAll(AbstractArena arena, Failures failures) {
        do { // repeated, because cleanups can open children, and their cleanups can add cleanups
            endChildren(arena, failures);
            endMarks(arena, null, failures);
            cleanups.runDownTo(0, failures);
        } while (children.last() != null);
    }

    /** Ends the marks from the innermost one to {@code outermost}; all marks if that is null. */
    @SuppressWarnings("ReferenceEquality")
    void endMarks(AbstractArena arena, @Nullable OpenMark outermost, Failures failures) {
        OpenMark mark = innermost;
        while (mark != null) {
            cleanups.runDownTo(mark.cleanupsBefore(), failures);
            failures.add(arena.endInnermostMark());
            mark.setEnded();
            innermost = mark.outer();
            mark = mark == outermost ? null : innermost;
        }
    }

    /**
     * Ends all children, the last opened first, and each after its own children. Descends without recursion, because children
     * can be nested deeper than the stack of a thread.
     */
    private static void endChildren(AbstractArena arena, Failures failures) {
        Deque<AbstractArena> path = new ArrayDeque<>();
        AbstractArena innermost = arena;
        for (;;) {
            AbstractArena child = innermost.lastChild();
            if (child != null) {
                path.push(innermost);
                innermost = child;
            } else if (path.isEmpty()) {
                return;
            } else {
                endChild(innermost, failures);
                path.peek().removeChild(innermost); // another thread may be closing it
                innermost = path.pop();
            }
        }
    }

    private static void endChild(AbstractArena child, Failures failures) {
        try {
            child.close();
        } catch (RuntimeException | Error e) {
            if (!child.hasEnded()) { // a native call is using one of its segments
                throw e;
            }
            failures.add(e);
        }
    }
}
