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

package dev.arena;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests that turning a handle into another one neither ends nor leaks its value. */
class SharedHandleTests {
    private final CountingSource source = new CountingSource();
    private ArenaPool pool = Arena.builder().chunkSource(source).buildPool();

    @AfterEach
    void everythingComesBack() {
        assertThat(pool.stats().activeHandles()).isZero();
        pool.close();
        assertThat(source.outstandingBytes()).isZero();
    }

    private Shared<MemorySegment> text(String text) {
        try (Arena arena = pool.open()) {
            byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            Shared<MemorySegment> shared = arena.allocateShared(bytes.length, 1);
            shared.get().copyFrom(MemorySegment.ofArray(bytes));
            return shared;
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OFF", "ALL"})
    void mapTransfersTheReference(LeakDetection detection) {
        pool.close();
        pool = Arena.builder().chunkSource(source).leakDetection(detection).buildPool();
        Shared<MemorySegment> bytes = text("Zürich");
        Shared<MemorySegment> other = bytes.retain();
        Shared<Utf8String> mapped = bytes.map(Utf8String::of);
        assertThatIllegalStateException().isThrownBy(bytes::get).withMessageContaining("transferred to another handle");
        assertThatIllegalStateException().isThrownBy(() -> bytes.map(Utf8String::of));
        bytes.close(); // has no effect
        other.close();
        assertThat(mapped.get().toString()).isEqualTo("Zürich");
        try (Shared<Utf8String> more = mapped.retain()) {
            mapped.close();
            assertThat(more.get().toString()).isEqualTo("Zürich");
        }
        Shared<Utf8String> only = text("a").map(Utf8String::of);
        assertThat(only.get().toString()).isEqualTo("a");
        only.close();
    }

    @Test
    void failingViewLeavesTheHandleOpen() {
        try (Shared<MemorySegment> bytes = text("a")) {
            assertThatIllegalArgumentException().isThrownBy(() -> bytes.map(_ -> {
                throw new IllegalArgumentException("no view");
            }));
            assertThat(bytes.get().byteSize()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OFF", "ALL"})
    void theOnlyHandleCanBeUnwrapped(LeakDetection detection) {
        pool.close();
        pool = Arena.builder().chunkSource(source).leakDetection(detection).buildPool();
        Shared<MemorySegment> shared = text("abc");
        Owned<MemorySegment> never = Objects.requireNonNull(shared.tryUnwrap());
        assertThat(never.get().byteSize()).isEqualTo(3);
        assertThatIllegalStateException().isThrownBy(shared::tryUnwrap);
        shared.close(); // has no effect
        Shared<MemorySegment> again = never.share();
        Shared<MemorySegment> other = again.retain();
        assertThat(again.tryUnwrap()).isNull();
        assertThat(again.get().byteSize()).isEqualTo(3);
        other.close();
        Owned<MemorySegment> last = Objects.requireNonNull(again.tryUnwrap());
        assertThatIllegalStateException().isThrownBy(again::retain);
        last.close();
    }

    /** The value ends exactly once: either one of the threads unwraps it, or the last close ends it. */
    @Test
    void concurrentUnwrapCloseAndRetainEndTheValueOnce() throws Exception {
        for (int round = 0; round < 2000; round++) {
            Shared<MemorySegment> first = text("abc");
            Shared<MemorySegment> second = first.retain();
            var unwrapped = new AtomicReference<Owned<MemorySegment>>();
            var owners = new AtomicInteger();
            var barrier = new CyclicBarrier(2);
            List<CompletableFuture<Void>> threads = new ArrayList<>();
            threads.add(CompletableFuture.runAsync(() -> {
                await(barrier);
                Owned<MemorySegment> owned = first.tryUnwrap();
                if (owned != null) {
                    owners.incrementAndGet();
                    unwrapped.set(owned);
                }
            }));
            boolean retains = round % 2 == 0;
            threads.add(CompletableFuture.runAsync(() -> {
                await(barrier);
                if (retains) {
                    second.retain().close();
                }
                second.close();
            }));
            threads.forEach(CompletableFuture::join);
            Owned<MemorySegment> owned = unwrapped.get();
            if (owned == null) {
                assertThat(first.get().byteSize()).isEqualTo(3);
                first.close();
            } else {
                assertThat(owned.get().byteSize()).isEqualTo(3);
                owned.close();
            }
            assertThat(owners.get()).isLessThanOrEqualTo(1);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
