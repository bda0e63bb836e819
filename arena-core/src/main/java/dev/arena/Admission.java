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

import dev.arena.engine.budget.Account;
import dev.arena.engine.budget.AdmissionControl;
import dev.arena.engine.budget.GroupAccount;
import dev.arena.engine.chunk.Refusal;

/**
 * Permission to begin work that needs much memory, from {@link Arena#admit}. Until it is closed, the groups of the arena expect
 * the work to take memory.
 *
 * <p>{@link #complete} belongs to the threads that may use the arena. Any thread may call {@link #close}.
 *
 * @since 0.1.0
 */
public final class Admission implements AutoCloseable {
    private final AbstractArena arena;
    private final long heldBefore;

    /** What the arena and its parents may still take by their own byte budgets. */
    private final long mostBytes;

    /** From the innermost partition to the pool; empty once closed. Guarded by this. */
    private final List<Expectation> expectations = new ArrayList<>();

    /** What a group expects. */
    private record Expectation(AdmissionControl group, AdmissionControl.Promise promise) {}

    /** A permission that no group has given yet. */
    Admission(AbstractArena arena) {
        this.arena = arena;
        this.heldBefore = arena.used();
        long most = Long.MAX_VALUE;
        for (Account each = arena; each instanceof AbstractArena; each = each.parent()) {
            most = Math.min(most, each.limit() - each.used());
        }
        this.mostBytes = Math.max(0, most);
    }

    /** Asks all groups of the arena. Returns null, or the refusal of one of them. */
    @Nullable
    Refusal ask(long inputBytes) {
        for (Account each = arena.parent(); each != null; each = each.parent()) {
            if (each instanceof GroupAccount partition && !add(partition, inputBytes)) {
                return refusal(partition, Refusal.Kind.PARTITION_BUDGET, inputBytes);
            }
        }
        GroupAccount pool = arena.pool().budget();
        return add(pool, inputBytes) ? null : refusal(pool, Refusal.Kind.POOL_BUDGET, inputBytes);
    }

    private synchronized boolean add(GroupAccount group, long inputBytes) {
        AdmissionControl control = group.admissions();
        AdmissionControl.Promise promise = control.tryAdmit(inputBytes, mostBytes);
        if (promise == null) {
            return false;
        }
        expectations.add(new Expectation(control, promise));
        return true;
    }

    /** The figures of the refusal count what is promised to others as held. */
    private Refusal refusal(GroupAccount group, Refusal.Kind kind, long inputBytes) {
        close();
        AdmissionControl control = group.admissions();
        return new Refusal(kind, Math.min(control.expectedBytes(inputBytes), mostBytes),
                group.used() + control.promisedBytes(),
                group.limit(), group, null, true);
    }

    /**
     * The work has taken its memory. The groups learn from it how much memory such work takes, and no longer expect it to take
     * more. Further calls have no effect.
     */
    public void complete() {
        end(Math.max(0, arena.used() - heldBefore));
    }

    /** The work will take no more memory. Further calls have no effect. */
    @Override
    public void close() {
        end(-1);
    }

    private synchronized void end(long takenBytes) {
        for (Expectation each : expectations) {
            each.group().fulfilled(each.promise(), takenBytes);
        }
        expectations.clear();
    }
}
