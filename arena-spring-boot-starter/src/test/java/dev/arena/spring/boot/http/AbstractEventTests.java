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

package dev.arena.spring.boot.http;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/** A text as the data of an event cannot end that event. */
@SpringBootTest(classes = EventApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class AbstractEventTests extends HttpTests {

    static Stream<Integer> texts() {
        return IntStream.range(0, EventApplication.TEXTS.size()).boxed();
    }

    /** Returns the handlers of this kind of application. */
    abstract List<String> handlers();

    @ParameterizedTest
    @MethodSource("texts")
    void textShouldBeSentAsAString(int number) throws Exception {
        for (String handler : handlers()) {
            HttpResponse<byte[]> arena = get("/arena/" + handler + "/" + number, "Accept", "text/event-stream");
            HttpResponse<byte[]> heap = get("/heap/" + handler + "/" + number, "Accept", "text/event-stream");
            assertThat(contentType(arena)).as(handler).startsWith("text/event-stream").isEqualTo(contentType(heap));
            assertThat(text(arena)).as(handler).isEqualTo(text(heap));
            assertThat(text(arena).lines().filter(line -> line.startsWith("event: pwn"))).as(handler).isEmpty();
        }
        awaitNothingLive();
    }
}
