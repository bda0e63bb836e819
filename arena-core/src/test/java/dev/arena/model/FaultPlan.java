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
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** Which of a script's calls to the outside go wrong, and how; and which calls there were. Calls are counted from 0. */
final class FaultPlan {

    /** What is called. */
    enum Call {
        OBTAIN,
        RELEASE,
        CALLBACK,
        LISTENER
    }

    private final Map<Integer, Fault> faults;
    private final List<Call> calls = new ArrayList<>();
    private int thrownByRelease;
    private int thrownByCallback;

    FaultPlan(Map<Integer, Fault> faults) {
        this.faults = faults;
    }

    /** Notes a call; answers how it must go wrong, if it must. */
    @Nullable
    Fault next(Call call) {
        Fault fault = faults.get(calls.size());
        calls.add(call);
        if (fault != null && fault.isThrown) {
            thrownByRelease += call == Call.RELEASE ? 1 : 0;
            thrownByCallback += call == Call.CALLBACK ? 1 : 0;
        }
        return fault;
    }

    int calls() {
        return calls.size();
    }

    long count(Call kind) {
        return calls.stream().filter(call -> call == kind).count();
    }

    /** The ways in which a call that was made can go wrong. */
    List<Fault> possibleAt(int call) {
        return Stream.of(Fault.values()).filter(fault -> fault.isThrown || calls.get(call) == Call.OBTAIN).toList();
    }

    /** Whether each fault has been met. */
    boolean isCarriedOut() {
        return faults.keySet().stream().allMatch(call -> call < calls.size());
    }

    int thrownByRelease() {
        return thrownByRelease;
    }

    int thrownByCallback() {
        return thrownByCallback;
    }

    @Override
    public String toString() {
        return faults + " of " + calls;
    }
}
