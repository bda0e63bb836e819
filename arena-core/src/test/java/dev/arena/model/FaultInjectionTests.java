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

import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that any one or two faults of outside code leave no memory, count or callback behind. */
class FaultInjectionTests {

    @Test
    @Tag("long")
    void figuresAreExactAfterAnyTwoFaults() {
        int combinations = 0;
        try (var _ = new Silence()) {
            FaultPlan none = play(Map.of());
            for (int first = 0; first < none.calls(); first++) {
                for (Fault fault : none.possibleAt(first)) {
                    // the calls after a fault are known only after it
                    FaultPlan one = play(Map.of(first, fault));
                    combinations += 1 + playSeconds(one, first, fault);
                }
            }
            System.out.println(combinations + " combinations of one and two faults in " + none.calls() + " calls");
            assertThat(none.calls()).isGreaterThanOrEqualTo(50);
        }
        assertThat(combinations).isGreaterThan(10_000);
    }

    private static int playSeconds(FaultPlan one, int first, Fault fault) {
        int combinations = 0;
        for (int second = first + 1; second < one.calls(); second++) {
            for (Fault another : one.possibleAt(second)) {
                play(new TreeMap<>(Map.of(first, fault, second, another)));
                combinations++;
            }
        }
        return combinations;
    }

    private static FaultPlan play(Map<Integer, Fault> faults) {
        var plan = new FaultPlan(faults);
        var script = new FaultScript(plan);
        script.play();
        assertThat(plan.isCarriedOut()).as("%s", plan).isTrue();
        return plan;
    }

    @Test
    void scriptContainsEveryKindOfCall() {
        FaultPlan plan = play(Map.of());
        assertThat(plan.count(FaultPlan.Call.OBTAIN)).isGreaterThanOrEqualTo(12);
        assertThat(plan.count(FaultPlan.Call.RELEASE)).isGreaterThanOrEqualTo(15);
        assertThat(plan.count(FaultPlan.Call.CALLBACK)).isEqualTo(13);
        assertThat(plan.count(FaultPlan.Call.LISTENER)).isGreaterThanOrEqualTo(2);
    }
}
