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

package dev.arena.json;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.ArenaPool;
import dev.arena.ScarceMemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests that a document is not refused because a full page does not fit, if a smaller one fits. */
class DocumentMemoryTests {
    private static final int PAGE_WORDS = 2048;

    private final ArenaPool pool = Arena.builder().chunkSizes(4096, 4096).maxNormalAlloc(1024).byteBudget(1 << 20)
            .buildPool();
    private final Arena arena = pool.open();

    @AfterEach
    void close() {
        arena.close();
        pool.close();
    }

    private static void addWords(Tape tape, int to) {
        while (tape.size() < to) {
            tape.add(tape.size());
        }
    }

    private static void check(Tape tape) {
        for (int i = 0; i < tape.size(); i++) {
            assertThat(tape.get(i)).isEqualTo(i);
        }
    }

    private static int fill(Tape tape) {
        assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> addWords(tape, Integer.MAX_VALUE));
        check(tape);
        return tape.size();
    }

    @Test
    void firstPageOfTapeGrowsByLess() {
        var tape = new Tape(arena);
        addWords(tape, 1024);
        ScarceMemory.leave(pool, arena, 1025 * Long.BYTES);
        addWords(tape, 1025);
        check(tape);
        ScarceMemory.leave(pool, arena, 1026 * Long.BYTES * 3 / 2);
        assertThat(fill(tape)).isBetween(1026 * 5 / 4, 1026 * 3 / 2);
    }

    @Test
    void furtherPageOfTapeStartsSmallAndGrows() {
        var tape = new Tape(arena);
        addWords(tape, PAGE_WORDS);
        ScarceMemory.leave(pool, arena, 4096);
        assertThat(fill(tape)).isBetween(PAGE_WORDS + 256, PAGE_WORDS + 512);
        ScarceMemory.leave(pool, arena, 1 << 18);
        addWords(tape, 5 * PAGE_WORDS);
        check(tape);
    }

    private static long add(Texts texts, String text) {
        return texts.add(texts.compose(text.length()).append(text));
    }

    @Test
    void pageOfTextsHasTheSizeThatATextNeeds() {
        var texts = new Texts(arena);
        long first = add(texts, "a".repeat(16_000));
        long second = add(texts, "b".repeat(250));
        ScarceMemory.leave(pool, arena, 5000);
        long third = add(texts, "c".repeat(4000)); // 4000 characters need up to 12000 bytes, but these are ASCII
        ScarceMemory.leave(pool, arena, 0);
        assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> add(texts, "d".repeat(4000)));
        assertThat(texts.string(first)).isEqualTo("a".repeat(16_000));
        assertThat(texts.string(second)).isEqualTo("b".repeat(250));
        assertThat(texts.string(third)).isEqualTo("c".repeat(4000));
    }

    @Test
    void pageOfTextsIsFilledCompletely() {
        var texts = new Texts(arena);
        long first = add(texts, "a".repeat(20));
        ScarceMemory.leave(pool, arena, 0);
        long second = add(texts, "b".repeat(256 - 20 - 1));
        assertThat(texts.string(first)).isEqualTo("a".repeat(20));
        assertThat(texts.string(second)).isEqualTo("b".repeat(256 - 20 - 1));
    }
}
