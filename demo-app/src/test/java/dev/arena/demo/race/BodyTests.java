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

package dev.arena.demo.race;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class BodyTests {

    private static String body(Job job, int rows) throws IOException {
        return new String(Body.of(job, rows), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 25_000})
    void measurementsHaveTheRequestedLines(int rows) throws IOException {
        assertThat(body(Job.MEASUREMENTS, rows).lines()).hasSize(rows)
                .allMatch(line -> line.matches("[^;]+;-?[0-9]{1,2}\\.[0-9]"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 10_000})
    void readingsAreAnArrayOfTheRequestedSize(int rows) throws IOException {
        assertThat(JsonPath.<Integer>read(body(Job.READINGS, rows), "$.length()")).isEqualTo(rows);
        assertThat(body(Job.HOLD, rows)).isEqualTo(body(Job.READINGS, rows));
    }

    @Test
    void exportHasNoBody() throws IOException {
        assertThat(body(Job.EXPORT, 1000)).isEmpty();
    }
}
