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

import dev.arena.ArenaStats;
import dev.arena.ExpectedStats;

/** The expected figures of an arena. */
final class ArenaFigures {

    /** Held bytes, without those of children. */
    long held;
    long relocations;
    private long peak;
    private long normal;
    private long oversized;
    private long oversizedBytes;
    private long reused;
    private long backing;
    private long resets;
    private ArenaFigures atReset = this;

    ArenaFigures() {
        atReset = new ArenaFigures(this);
    }

    private ArenaFigures(ArenaFigures other) {
        relocations = other.relocations;
        normal = other.normal;
        oversized = other.oversized;
        oversizedBytes = other.oversizedBytes;
        reused = other.reused;
        backing = other.backing;
    }

    void hold(long bytes, boolean fresh, boolean ofClass) {
        held += bytes;
        if (!fresh) {
            reused++;
            return;
        }
        backing += bytes;
        if (ofClass) {
            normal++;
        } else {
            oversized++;
            oversizedBytes += bytes;
        }
    }

    /** Updates the peak with a number of held bytes, including those of children. */
    void peaks(long bytes) {
        peak = Math.max(peak, bytes);
    }

    long peak() {
        return peak;
    }

    void end(boolean forGood) {
        held = 0;
        if (!forGood) {
            resets++;
            atReset = new ArenaFigures(this);
        }
    }

    ArenaStats stats(long heldByAll, long wasted, long cachedChunks, long cachedBytes) {
        return ExpectedStats.ofArena(heldByAll, peak, wasted, cachedChunks, cachedBytes, resets, normal, oversized,
                reused,
                backing,
                relocations, normal - atReset.normal, oversized - atReset.oversized, reused - atReset.reused,
                backing - atReset.backing, relocations - atReset.relocations,
                oversizedBytes - atReset.oversizedBytes);
    }
}
