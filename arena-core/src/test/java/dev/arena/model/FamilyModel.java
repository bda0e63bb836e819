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
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** The parents and children of an arena: nested budgets, and the order in which arenas end. */
final class FamilyModel {
    private static final int MOST_GENERATIONS = 3;
    private static final int MOST_CHILDREN = 4;

    final long budget;
    private final ArenaModel owner;
    private final @Nullable FamilyModel parent;

    /** The open children, in the order of their opening. */
    private final List<ArenaModel> children = new ArrayList<>();

    /** Whether the generation of the owner is ending, and all children with it. */
    private boolean ending;

    /** Whether the soft limit was reported in this generation. */
    boolean softLimitReported;

    /**
     * Whether it was opened while the generation of its parent was ending. Then it ends after the cleanups of that generation.
     */
    private final boolean late;

    FamilyModel(ArenaModel owner, @Nullable FamilyModel parent, long budget) {
        this.owner = owner;
        this.parent = parent;
        this.budget = budget;
        this.late = parent != null && parent.ending;
    }

    boolean isChild() {
        return parent != null;
    }

    boolean isGrandchild() {
        return parent != null && parent.parent != null;
    }

    List<FamilyModel> andAbove() {
        List<FamilyModel> chain = new ArrayList<>();
        for (FamilyModel each = this; each != null; each = each.parent) {
            chain.add(each);
        }
        return chain;
    }

    ArenaModel owner() {
        return owner;
    }

    String description() {
        String shown = owner.arena.toString();
        return shown.substring(0, shown.indexOf('['));
    }

    boolean isEnding() {
        return ending;
    }

    boolean hasChildren() {
        return !children.isEmpty();
    }

    boolean mayHaveAnother() {
        return andAbove().size() < MOST_GENERATIONS && children.size() < MOST_CHILDREN;
    }

    void add(ArenaModel child) {
        children.add(child);
    }

    /** Returns the owner and all arenas below it, in the order of their end. */
    Stream<ArenaModel> inOrderOfEnding() {
        return Stream.concat(children.reversed().stream().flatMap(child -> child.family.inOrderOfEnding()),
                Stream.of(owner));
    }

    /** Returns the bytes that the owner and all arenas below it hold. */
    long held() {
        return owner.heldAlone() + heldByChildren();
    }

    /**
     * Returns whether the owner held fewer bytes before it took {@code takenSince}. Then a refused attempt has reclaimed closed
     * escapes.
     */
    boolean holdsLess(long takenSince) {
        return owner.arena.stats().bytesHeld() - takenSince < held();
    }

    long heldByChildren() {
        return children.stream().mapToLong(child -> child.family.held()).sum();
    }

    /** Returns the remaining bytes of all budgets. */
    long room() {
        FamilyModel tightest = tightest();
        return tightest.budget - tightest.held();
    }

    /** Returns the member with the least remaining budget, the lowest one of several. */
    FamilyModel tightest() {
        FamilyModel tightest = this;
        for (FamilyModel above = parent; above != null; above = above.parent) {
            if (above.budget - above.held() < tightest.budget - tightest.held()) {
                tightest = above;
            }
        }
        return tightest;
    }

    /** The owner has taken a chunk. */
    void taken() {
        for (FamilyModel each = this; each != null; each = each.parent) {
            each.owner.peaks(each.held());
        }
    }

    /** The end of the owner's generation begins. */
    void beginEnd() {
        ending = true;
        children.forEach(child -> child.family.beginEnd());
    }

    /**
     * A cleanup of the owner runs. Its children have ended. If its parent ends too, the later children of the parent have also
     * ended.
     */
    void beforeCleanup() {
        if (ending) {
            List.copyOf(children.reversed()).stream().filter(child -> !child.family.late).forEach(ArenaModel::ended);
            for (FamilyModel each = this; each.parent != null && each.parent.ending; each = each.parent) {
                each.parent.endOpenedAfter(each.owner);
            }
        }
    }

    private void endOpenedAfter(ArenaModel child) {
        List<ArenaModel> after = children.subList(children.indexOf(child) + 1, children.size());
        List.copyOf(after.reversed()).forEach(ArenaModel::ended);
    }

    /** The generation of the owner ends. No children remain. */
    void end() {
        List.copyOf(children.reversed()).forEach(ArenaModel::ended);
        ending = false;
        softLimitReported = false;
    }

    /** The owner was closed. */
    void leave() {
        if (parent != null) {
            parent.children.remove(owner);
        }
    }
}
