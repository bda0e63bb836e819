package dev.arena.engine.budget;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Would fail if budgets that stand one above the other did not agree. */
class AccountTreeTests {
    private final Account outer = Account.concurrent(100, null);

    @Test
    void aChargeThatTheParentRefusesLeavesNothing() {
        var inner = Account.concurrent(200, outer);
        assertThat(inner.tryCharge(150)).isFalse();
        assertThat(inner.used()).isZero();
        assertThat(outer.used()).isZero();
        assertThat(inner.room()).isEqualTo(100);
    }

    @Test
    void whereRoomIsTheSameTheInnerOneIsNamed() {
        var inner = Account.concurrent(100, outer);
        assertThat(inner.tightest()).isSameAs(inner);
        assertThat(outer.tryCharge(1)).isTrue();
        assertThat(inner.tightest()).isSameAs(outer);
    }
}
