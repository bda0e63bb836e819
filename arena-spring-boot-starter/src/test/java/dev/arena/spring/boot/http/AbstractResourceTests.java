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

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.Resource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.text.Utf8String;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Handlers that return a resource in arena memory, and ranges of it, in both web stacks. */
@SpringBootTest(classes = AbstractResourceTests.Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class AbstractResourceTests extends HttpTests {
    private static final int LARGE = 1 << 20;

    @Test
    void resourceShouldBeSentWithItsLength() throws Exception {
        HttpResponse<byte[]> response = get("/named");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(response)).isEqualTo("0123456789 Zürich");
        assertThat(contentType(response)).startsWith("text/csv");
        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(18);
        awaitNothingLive();
    }

    @Test
    void rangeShouldBeSent() throws Exception {
        HttpResponse<byte[]> response = get("/named", "Range", "bytes=2-4");
        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(text(response)).isEqualTo("234");
        assertThat(response.headers().firstValue("Content-Range")).hasValue("bytes 2-4/18");
        assertThat(text(get("/named", "Range", "bytes=-3"))).isEqualTo("ich");
        assertThat(get("/named", "Range", "bytes=18-").statusCode()).isEqualTo(416);
        awaitNothingLive();
    }

    @Test
    void severalRangesShouldBeSent() throws Exception {
        HttpResponse<byte[]> response = get("/named", "Range", "bytes=0-1,4-5");
        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(contentType(response)).startsWith("multipart/byteranges");
        assertThat(text(response)).contains("bytes 0-1/18").contains("bytes 4-5/18");
        awaitNothingLive();
    }

    @Test
    void largeResourceShouldBeSentCompletely() throws Exception {
        byte[] body = get("/large").body();
        assertThat(body).hasSize(LARGE);
        for (int i = 0; i < LARGE; i++) {
            assertThat(body[i]).isEqualTo((byte) (i / 1000));
        }
        byte[] part = get("/large", "Range", "bytes=500000-899999").body();
        assertThat(part).hasSize(400_000);
        assertThat(part[0]).isEqualTo((byte) 500);
        assertThat(part[399_999]).isEqualTo((byte) 899);
        awaitNothingLive();
    }

    @Test
    void readingAResourceAfterTheEndOfItsArenaShouldFail() throws Exception {
        try {
            HttpResponse<byte[]> response = get("/ended");
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(text(response)).doesNotContain("secret");
        } catch (IOException e) {
            assertThat(e).as("the server may break the connection").isNotNull();
        }
        awaitNothingLive();
    }

    @Test
    void buffersShouldBeCopiesThatOutliveTheArena() {
        for (var factory : new org.springframework.core.io.buffer.DataBufferFactory[]{new DefaultDataBufferFactory(),
                new NettyDataBufferFactory(PooledByteBufAllocator.DEFAULT)}) {
            DataBuffer whole;
            ArenaResource resource;
            Flux<DataBuffer> pieces;
            try (Arena arena = pool.open()) {
                resource = new ArenaResource(Utf8String.copyOf(arena, "0123456789").segment(), "digits.txt");
                whole = resource.toDataBuffer(factory);
                pieces = DataBufferUtils.read(resource, factory, 4);
                DataBuffer joined = requireNonNull(DataBufferUtils.join(pieces).block());
                assertThat(joined.toString(StandardCharsets.UTF_8)).isEqualTo("0123456789");
                DataBufferUtils.release(joined);
                assertThat(resource.exists()).isTrue();
            }
            assertThat(whole.toString(StandardCharsets.UTF_8)).isEqualTo("0123456789");
            DataBufferUtils.release(whole);
            assertThat(resource.exists()).isFalse();
            assertThat(resource.getDescription()).isEqualTo("arena memory 'digits.txt' of 10 bytes");
            assertThatIllegalStateException().isThrownBy(() -> resource.toDataBuffer(factory));
            assertThatIllegalStateException().isThrownBy(() -> resource.getInputStream().read());
            assertThatIllegalStateException().isThrownBy(pieces::blockLast);
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Handlers.class)
    static class Application {}

    @RestController
    static class Handlers {
        @Autowired
        ArenaPool pool;

        @GetMapping(path = "/named", produces = "text/csv")
        Resource named(Arena arena) {
            return new ArenaResource(Utf8String.copyOf(arena, "0123456789 Zürich").segment(), "list.csv");
        }

        @GetMapping("/large")
        Resource large(Arena arena) {
            MemorySegment memory = arena.allocate(LARGE, 8);
            for (int i = 0; i < LARGE; i++) {
                memory.set(ValueLayout.JAVA_BYTE, i, (byte) (i / 1000));
            }
            return new ArenaResource(memory);
        }

        @GetMapping("/ended")
        Resource ended() {
            try (Arena arena = pool.open()) {
                return new ArenaResource(Utf8String.copyOf(arena, "a secret of somebody").segment(), "list.txt");
            }
        }
    }
}
