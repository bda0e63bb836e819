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

import static dev.arena.Promises.require;

/** The calls of a script on partitions. */
final class PartitionCalls {
    private static final int MOST_PARTITIONS = 8;
    private static final int NAMES = 5;

    private final ScriptState script;

    PartitionCalls(ScriptState script) {
        this.script = script;
    }

    boolean partition() {
        ScriptedPartition parent = script.partitionOrPool();
        String name = "p" + script.input.next(NAMES);
        long budget = script.input.next(4) == 0
                ? script.input.size()
                : ScriptState.LEAST_CHUNK * (1 + script.input.next(64));
        if (script.partitions.size() == MOST_PARTITIONS) {
            return false;
        }
        boolean taken = script.partitions.stream().anyMatch(it -> !it.isClosed() && it.name().equals(name));
        long most = parent == null ? ScriptState.POOL_BUDGET : parent.limit();
        boolean bad = taken || budget < ScriptState.LEAST_CHUNK || budget > most;
        try {
            ArenaPool opened = (parent == null ? script.pool : parent.real).partition(name, budget);
            script.partitions.add(new ScriptedPartition(opened, parent, budget));
        } catch (IllegalStateException e) {
            require(parent != null && parent.isClosed(), "refused by an open partition: " + e);
            return false;
        } catch (IllegalArgumentException e) {
            require(bad, e + " for '" + name + "' of " + budget);
            return false;
        }
        require(!bad && (parent == null || !parent.isClosed()), "opened '" + name + "' of " + budget);
        return true;
    }

    boolean closePartition() {
        if (script.partitions.isEmpty()) {
            return false;
        }
        script.partitions.get(script.input.next(script.partitions.size())).close();
        return true;
    }

    boolean adopt() {
        ScriptedPartition target = script.partitionOrPool();
        ScriptedArena arena = script.arena();
        ScriptedGeneration generation = arena.generation();
        boolean ended = arena.isClosed() || (target != null && target.isClosed());
        boolean hasHandles = script.handles.stream().anyMatch(handle -> handle.generation() == generation);
        boolean hasRoom = target == null || target.hasRoom(arena.bytesHeld(), arena.partition());
        try {
            (target == null ? script.pool : target.real).adopt(arena.real);
        } catch (ArenaExhaustedException e) {
            require(!hasRoom, "refused although there is room: " + e);
            script.requireNeed(e);
            return false;
        } catch (IllegalArgumentException e) {
            require(arena.isChild(), "refused: " + e);
            return false;
        } catch (IllegalStateException e) {
            require(ended || arena.hasOpenChildren() || generation.mayHaveHandles, "refused: " + e);
            return false;
        }
        require(!ended && !arena.isChild() && !arena.hasOpenChildren() && !hasHandles && hasRoom,
                "moved: " + arena.real);
        arena.moveTo(target);
        return true;
    }
}
