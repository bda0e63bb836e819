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

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** On Tomcat. */
class ServletFairnessTests extends AbstractFairnessTests {

    @Test
    void overloadedRouteShouldRefuseABodyBeforeItTakesMemory() throws Exception {
        String path = "/import";
        int before = handlers.waiting.get();
        CompletableFuture<HttpResponse<String>> running = client.sendAsync(post(path, 6 << 20),
                BodyHandlers.ofString());
        await().until(() -> handlers.waiting.get() == before + 1);
        assertThat(upload(path, 3 << 20).body()).contains("\"scope\":\"route\"");
        long chunks = pool.stats().oversizedChunksAllocated();
        for (int i = 0; i < 10; i++) {
            assertThat(upload(path, 3 << 20).statusCode()).isEqualTo(503);
        }
        assertThat(pool.stats().oversizedChunksAllocated()).isEqualTo(chunks);
        CompletableFuture<HttpResponse<String>> small = client.sendAsync(post(path, 300 << 10),
                BodyHandlers.ofString());
        await().until(() -> handlers.waiting.get() == before + 2);
        handlers.open();
        assertThat(running.get().body()).isEqualTo(Integer.toString(6 << 20));
        assertThat(small.get().body()).isEqualTo(Integer.toString(300 << 10));
        CompletableFuture<HttpResponse<String>> next = client.sendAsync(post(path, 3 << 20), BodyHandlers.ofString());
        await().until(() -> handlers.waiting.get() == before + 3);
        handlers.open();
        assertThat(next.get().statusCode()).as("nobody else is left").isEqualTo(200);
    }
}
