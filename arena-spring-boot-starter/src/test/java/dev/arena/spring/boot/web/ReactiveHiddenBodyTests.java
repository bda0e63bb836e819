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

package dev.arena.spring.boot.web;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Components that Jackson hides in bodies of reactive requests and responses. */
class ReactiveHiddenBodyTests extends AbstractReactiveTests {
    private static final String ROW = "{\"name\":\"n\",\"secret\":\"s\",\"hash\":\"h\",\"mixed\":\"m\"}";

    private String echo(String path, String body) throws Exception {
        return text(post(path, body, JSON));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            /hidden/rows              | /hidden/heap              | {"name":"n","secret":"s"}
            /hidden/rows-in-view      | /hidden/heap-in-view      | {"name":"n"}
            /hidden/entity-in-view    | /hidden/heap-in-view      | {"name":"n"}
            /hidden/flux-in-view      | /hidden/heap-in-view      | {"name":"n"}
            /hidden/read-rows-in-view | /hidden/read-heap-in-view | {"name":"n","secret":null}
            /hidden/read-flux-in-view | /hidden/read-heap-in-view | {"name":"n","secret":null}
            """)
    void rowsShouldEqualTheObjectsOfJackson(String path, String heap, String expected) throws Exception {
        String body = "[" + ROW + "," + ROW + "]";
        assertThat(echo(path, body)).isEqualTo("[" + expected + "," + expected + "]").isEqualTo(echo(heap, body));
        awaitNothingLive();
    }

    @Test
    void recordsShouldBeInTheView() throws Exception {
        assertThat(echo("/hidden/record-in-view", ROW)).isEqualTo("{\"name\":\"n\"}");
        assertThat(echo("/hidden/read-record-in-view", ROW)).isEqualTo("{\"name\":\"n\",\"secret\":null}");
    }

    @Test
    void rowsWithinOrdinaryObjectsShouldBeInTheView() throws Exception {
        assertThat(echo("/hidden/wrapped-in-view", "[" + ROW + "]")).isEqualTo("{\"rows\":[{\"name\":\"n\"}]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            /hidden/lines | [{"quantity":1},{"quantity":0}] | /1
            /hidden/line  | {"quantity":-1}                 | ''
            """)
    void valuesThatAConstructorRejectsShouldBe400WithLocation(String path, String body, String pointer)
            throws Exception {
        JsonNode problem = problem(post(path, body, JSON), 400);
        assertThat(problem.get("path").asString()).isEqualTo(pointer.equals("''") ? "" : pointer);
        assertThat(problem.get("detail").asString()).isEqualTo("The values do not fit Line.");
        assertThat(problem.toString()).doesNotContain("secret");
        awaitNothingLive();
    }
}
