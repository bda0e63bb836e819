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

package dev.arena.engine.budget;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that nested budgets are consistent. */
class AccountTreeTests {
    private final Account outer = Account.concurrent(100, null);

    @Test
    void chargeRefusedByTheParentLeavesNoTrace() {
        var inner = Account.concurrent(200, outer);
        assertThat(inner.tryCharge(150)).isFalse();
        assertThat(inner.used()).isZero();
        assertThat(outer.used()).isZero();
        assertThat(inner.room()).isEqualTo(100);
    }

    @Test
    void refusalNamesTheInnerLimitIfBothHaveTheSameRoom() {
        var inner = Account.concurrent(100, outer);
        assertThat(inner.tightestBelow(null)).isSameAs(inner);
        assertThat(outer.tryCharge(1)).isTrue();
        assertThat(inner.tightestBelow(null)).isSameAs(outer);
        assertThat(inner.tightestBelow(outer)).isSameAs(inner);
    }

    @Test
    void accountMovesWithItsCharge() {
        var other = Account.concurrent(100, null);
        var moved = new Account(100, outer);
        assertThat(moved.tryCharge(60)).isTrue();
        assertThat(moved.moveTo(other)).isNull();
        assertThat(moved.parent()).isSameAs(other);
        assertThat(outer.used()).isZero();
        assertThat(other.used()).isEqualTo(60);
        assertThat(other.peak()).isEqualTo(60);
        assertThat(moved.moveTo(null)).isNull();
        assertThat(other.used()).isZero();
        assertThat(moved.used()).isEqualTo(60);
    }

    @Test
    void accountIsNotMovedToAParentWithoutRoom() {
        var full = Account.concurrent(59, null);
        var roomy = Account.concurrent(100, full);
        var moved = new Account(100, outer);
        assertThat(moved.tryCharge(60)).isTrue();
        assertThat(moved.moveTo(roomy)).isSameAs(full);
        assertThat(moved.parent()).isSameAs(outer);
        assertThat(outer.used()).isEqualTo(60);
        assertThat(roomy.used()).isZero();
        assertThat(full.used()).isZero();
    }

    @Test
    void commonAncestorNeedsNoAdditionalRoom() {
        var one = Account.concurrent(100, outer);
        var other = Account.concurrent(100, outer);
        var moved = new Account(100, one);
        assertThat(moved.tryCharge(100)).isTrue();
        assertThat(moved.moveTo(one)).as("to its own parent").isNull();
        assertThat(moved.moveTo(other)).as("to a sibling").isNull();
        assertThat(one.used()).isZero();
        assertThat(other.used()).isEqualTo(100);
        assertThat(moved.moveTo(outer)).as("to the outer account").isNull();
        assertThat(other.used()).isZero();
        assertThat(moved.moveTo(one)).as("to the inner account").isNull();
        assertThat(one.used()).isEqualTo(100);
        assertThat(outer.used()).isEqualTo(100);
    }
}
