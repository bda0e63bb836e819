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

/** The outside calls of a script that fail, the kind of their failure, and a record of all calls. Calls are counted from 0. */
final class FaultPlan {

    /** The kinds of calls. */
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

    /** Records a call. Returns its planned failure, or null. */
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

    /** Returns the possible failures of a recorded call. */
    List<Fault> possibleAt(int call) {
        return Stream.of(Fault.values()).filter(fault -> fault.isThrown || calls.get(call) == Call.OBTAIN).toList();
    }

    /** Returns whether each planned failure has occurred. */
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
