package dev.arena.engine.util;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CapacitiesTests {

    @ParameterizedTest
    @CsvSource({"100, 0, 200", "100, 100, 200", "100, 101, 103", "100, 300, 305", "100, 399, 400", "100, 400, 400",
            "100, 9223372036854775807, 400", "1, 2, 3"})
    void growsToWhatIsExpectedOrTwice(long capacity, long expected, long next) {
        assertThat(Capacities.next(capacity, expected)).isEqualTo(next);
    }
}
