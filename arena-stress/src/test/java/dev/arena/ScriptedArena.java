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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import static dev.arena.Promises.require;

/** An arena of a script and its expected state: its generation, marks, children and cleanups. */
final class ScriptedArena {

    /** A mark, and the state of the arena when it was set. */
    private record Marked(Mark mark, int values, int cleanups) {}

    final Arena real;
    private final @Nullable ScriptedArena parent;
    private final boolean shared;
    private final int depth;
    private final List<Marked> marks = new ArrayList<>();
    private final List<ScriptedArena> children = new ArrayList<>();

    private @Nullable ScriptedPartition partition;
    private long budget;

    /** The maximum of the memory that it may hold. It exceeds the budget if the budget was lowered below the current memory. */
    private long most;

    private ScriptedGeneration generation = new ScriptedGeneration();
    private int cleanupsDue;
    private boolean closed;

    private ScriptedArena(Arena real, @Nullable ScriptedArena parent, boolean shared, long budget) {
        this.real = real;
        this.parent = parent;
        this.shared = shared;
        this.depth = parent == null ? 0 : parent.depth + 1;
        this.budget = budget;
        this.most = budget;
    }

    /** Creates the state of an arena of a pool, or of a partition. */
    static ScriptedArena opened(Arena real, boolean shared, long budget, @Nullable ScriptedPartition partition) {
        var arena = new ScriptedArena(real, null, shared, budget);
        arena.partition = partition;
        return arena;
    }

    /** Opens a child with a budget of {@code bytes}. */
    ScriptedArena child(long bytes) {
        var child = new ScriptedArena(real.child(bytes), this, shared, bytes);
        children.add(child);
        return child;
    }

    boolean isClosed() {
        return closed;
    }

    boolean isChild() {
        return parent != null;
    }

    boolean hasOpenChildren() {
        return children.stream().anyMatch(child -> !child.closed);
    }

    /** Returns the number of its ancestors. */
    int depth() {
        return depth;
    }

    ScriptedGeneration generation() {
        return generation;
    }

    List<Filled> values() {
        return generation.values;
    }

    long bytesHeld() {
        return real.stats().bytesHeld();
    }

    @Nullable
    ScriptedPartition partition() {
        return partition;
    }

    void moveTo(@Nullable ScriptedPartition other) {
        partition = other;
    }

    /** Returns whether its memory counts for {@code other}, and does not already count as a part of a parent. */
    boolean isDirectlyIn(ScriptedPartition other) {
        return parent == null && partition != null && partition.isWithin(other);
    }

    /** Updates the state after a change of its budget. Returns whether it holds more than the new budget. */
    boolean changeBudget(long bytes) {
        budget = bytes;
        most = Math.max(bytes, bytesHeld());
        return most > bytes;
    }

    void register() {
        real.onReset(() -> cleanupsDue--);
        cleanupsDue++;
    }

    int marks() {
        return marks.size();
    }

    void mark() {
        marks.add(new Marked(real.mark(), generation.values.size(), cleanupsDue));
    }

    /** Ends a mark, and all marks that were set after it. */
    void closeMark(int index) {
        List<Marked> over = marks.subList(index, marks.size());
        Marked outermost = over.getFirst();
        outermost.mark.close();
        require(cleanupsDue == outermost.cleanups, cleanupsDue + " cleanups left of " + outermost.cleanups);
        requireMarkedAreDead(outermost);
        over.forEach(marked -> marked.mark.close()); // has no effect, the marks are closed
        over.clear();
    }

    private void requireMarkedAreDead(Marked marked) {
        List<Filled> values = generation.values.subList(marked.values, generation.values.size());
        values.forEach(value -> Filled.requireDead(value.segment())); // at once, even in a shared arena
        values.clear();
        generation.cuts.removeIf(ScriptedGeneration.Cut::isDead);
    }

    void reset(List<Stale> stale) {
        real.reset();
        ended(stale);
    }

    void close(List<Stale> stale) {
        real.close();
        closed = true;
        ended(stale);
    }

    /**
     * Updates the state after the end of the generation. All its segments have ended. The {@code stale} segments become
     * inaccessible later.
     */
    private void ended(List<Stale> stale) {
        require(cleanupsDue == 0, cleanupsDue + " cleanups left");
        require(bytesHeld() == 0, "holds bytes after its end");
        for (ScriptedArena child : children) {
            child.closed = true;
            child.ended(stale);
        }
        children.clear();
        if (!marks.isEmpty()) {
            requireMarkedAreDead(marks.getFirst());
            marks.forEach(marked -> marked.mark.close());
            marks.clear();
        }
        ScriptedGeneration over = generation;
        generation = new ScriptedGeneration();
        List<Stale> ended = new ArrayList<>();
        over.values.forEach(value -> ended.add(new Stale(value.segment(), over)));
        over.cuts.forEach(cut -> ended.add(new Stale(cut.segment, over)));
        over.values.clear();
        over.cuts.clear();
        if (shared) {
            stale.addAll(ended);
        } else {
            ended.forEach(Stale::requireDead);
        }
    }

    /** Runs the checks that apply at any time. */
    void check() {
        long held = bytesHeld();
        require(held <= most, "over its budget of " + budget + ": " + real);
        most = Math.max(budget, held);
        generation.values.forEach(Filled::requireIntact);
        children.forEach(ScriptedArena::check);
    }
}
