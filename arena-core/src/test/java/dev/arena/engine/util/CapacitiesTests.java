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

package dev.arena.engine.util;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CapacitiesTests {

    @ParameterizedTest
    @CsvSource({"100, 0, 200", "100, 100, 200", "100, 101, 103", "100, 300, 305", "100, 399, 400", "100, 400, 400",
            "100, 9223372036854775807, 400", "1, 2, 3"})
    void growsToTheExpectedSizeOrDoubles(long capacity, long expected, long next) {
        assertThat(Capacities.next(capacity, expected)).isEqualTo(next);
    }
}
