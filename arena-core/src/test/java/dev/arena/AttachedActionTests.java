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
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that actions that a program attaches to the session of an arena are released with it, and do not retain its memory. */
class AttachedActionTests {

    @Test
    void failingActionIsReportedAndRetainsNoMemory() {
        try (ArenaPool pool = Arena.builder().buildPool()) {
            Arena arena = pool.open();
            var failure = new IllegalStateException("from the action");
            attach(arena, failure);
            assertThatThrownBy(arena::close).isSameAs(failure);
            assertThat(pool.stats().liveBytes()).isZero();
            assertThat(pool.stats().activeArenas()).isZero();
            assertThatIllegalStateException().isThrownBy(() -> arena.allocate(1, 1))
                    .withMessageContaining("was closed");
        }
    }

    @Test
    void failingActionOfASharedArenaDoesNotAffectOtherArenas() {
        try (ArenaPool pool = Arena.builder().confinement(Confinement.SHARED).buildPool();
                Arena neighbour = pool.open()) {
            neighbour.allocate(1, 1);
            Arena arena = pool.open();
            attach(arena, new IllegalStateException("from the action"));
            assertThatCode(arena::close).doesNotThrowAnyException();
            assertThatCode(neighbour::close).doesNotThrowAnyException();
            assertThatCode(pool::trim).doesNotThrowAnyException();
            assertThat(pool.stats().reservedBytes()).isZero();
        }
    }

    @SuppressWarnings("restricted")
    private static void attach(Arena arena, RuntimeException failure) {
        arena.allocate(8, 8).reinterpret(8, arena, _ -> {
            throw failure;
        });
    }

    @ParameterizedTest
    @EnumSource
    void mappedFileIsUnmappedWithAnArenaThatNeverTookAChunk(Confinement confinement, @TempDir Path directory)
            throws Exception {
        Path file = Files.write(directory.resolve("mapped"), new byte[]{42});
        MemorySegment mapped;
        try (Arena arena = Arena.builder().confinement(confinement).build();
                FileChannel channel = FileChannel.open(file)) {
            mapped = channel.map(MapMode.READ_ONLY, 0, 1, arena);
            assertThat(mapped.get(JAVA_BYTE, 0)).isEqualTo((byte) 42);
        }
        assertThatIllegalStateException().isThrownBy(() -> mapped.get(JAVA_BYTE, 0));
    }
}
