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

package dev.arena.spring.boot.actuate;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import dev.arena.spring.boot.http.HttpTests;

import static org.assertj.core.api.Assertions.assertThat;

/** The heap of requests is measured only if a property says so. */
@SpringBootTest(classes = RequestHeapMetricsTests.Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class RequestHeapByDefaultTests extends HttpTests {

    @Autowired
    ObjectProvider<RequestHeap> heap;

    @Test
    void requestsShouldNotBeMeasured() throws Exception {
        assertThat(text(get("/array/1"))).isEqualTo("1048576");
        assertThat(heap.getIfAvailable()).isNull();
    }
}
