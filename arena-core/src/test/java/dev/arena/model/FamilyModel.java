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

/** An arena among its parents and children: budgets that stand one above the other, and who ends with whom. */
final class FamilyModel {
    private static final int MOST_GENERATIONS = 3;
    private static final int MOST_CHILDREN = 4;

    final long budget;
    private final ArenaModel owner;
    private final @Nullable FamilyModel parent;

    /** Those that are open, in the order of their opening. */
    private final List<ArenaModel> children = new ArrayList<>();

    /** Whether the generation of the owner is ending, and all children with it. */
    private boolean ending;

    /** Whether the listener has heard in this generation that much of the budget is in use. */
    boolean toldSoftLimit;

    /** Whether it was opened while the generation of its parent was ending: it ends after the cleanups of that. */
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

    /** The owner and all below it, in the order in which they end. */
    Stream<ArenaModel> inOrderOfEnding() {
        return Stream.concat(children.reversed().stream().flatMap(child -> child.family.inOrderOfEnding()),
                Stream.of(owner));
    }

    /** Bytes that the owner and all below it hold. */
    long held() {
        return owner.heldAlone() + heldByChildren();
    }

    /** Whether the owner held less before it took so many bytes: it has noticed, after a refusal in between, what has ended. */
    boolean holdsLess(long takenSince) {
        return owner.arena.stats().bytesHeld() - takenSince < held();
    }

    long heldByChildren() {
        return children.stream().mapToLong(child -> child.family.held()).sum();
    }

    /** Bytes that all budgets leave. */
    long room() {
        FamilyModel tightest = tightest();
        return tightest.budget - tightest.held();
    }

    /** The one whose budget leaves least; the lowest of several. */
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

    /** The generation of the owner begins to end. */
    void beginEnd() {
        ending = true;
        children.forEach(child -> child.family.beginEnd());
    }

    /** A cleanup of the owner runs: its children have ended, and those that were opened after it if its parent ends too. */
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

    /** The generation of the owner ends: no child is left. */
    void end() {
        List.copyOf(children.reversed()).forEach(ArenaModel::ended);
        ending = false;
        toldSoftLimit = false;
    }

    /** The owner was closed. */
    void leave() {
        if (parent != null) {
            parent.children.remove(owner);
        }
    }
}
