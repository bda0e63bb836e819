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

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests that each event is recorded correctly, only on request, and that the library works without the recorder. */
class FlightRecorderTests {

    @TempDir
    Path directory;

    private List<RecordedEvent> record(Runnable work, String... enabled) throws IOException {
        Path file = directory.resolve("recording.jfr");
        try (var recording = new Recording()) {
            for (String name : enabled) {
                recording.enable("dev.arena." + name);
            }
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("dev.arena.")
                        && List.of("recorded", "leaky").contains(event.getString("pool")))
                .toList();
    }

    private static ArenaBuilder builder() {
        return Arena.builder().name("recorded").chunkSizes(1024, 1024).maxNormalAlloc(1024).byteBudget(4096);
    }

    @Test
    void chunksOfBothKindsAreRecorded() throws Exception {
        List<RecordedEvent> events = record(() -> {
            try (ArenaPool pool = builder().buildPool(); Arena arena = pool.open()) {
                arena.allocate(8, 8);
                arena.allocate(3000, 1);
                arena.reset();
                arena.allocate(8, 8);
            }
        }, "ChunkAllocation");
        assertThat(events).extracting(event -> event.getLong("bytes") + " " + event.getBoolean("oversized"))
                .containsExactly("1024 false", "3000 true");
        assertThat(events.getFirst().getEventType().getCategoryNames()).containsExactly("Arena");
    }

    @Test
    void eachEndOfAGenerationIsRecordedWithItsMemory() throws Exception {
        for (Confinement confinement : Confinement.values()) {
            List<RecordedEvent> events = record(() -> {
                try (ArenaPool pool = builder().confinement(confinement).buildPool()) {
                    pool.open().close();
                    Arena arena = pool.open();
                    arena.allocate(1000, 1);
                    arena.allocate(1000, 1);
                    arena.allocate(2000, 1);
                    arena.reset();
                    arena.allocate(1, 1);
                    arena.close();
                }
            }, "Reset");
            assertThat(events)
                    .extracting(event -> event.getLong("bytes") + " in " + event.getInt("chunks") + " "
                            + event.getBoolean("closed"))
                    .containsExactly("4048 in 3 false", "1024 in 1 true");
            assertThat(events).extracting(event -> event.getLong("arena")).doesNotContain(0L);
        }
    }

    @Test
    void refusalsAreRecordedWithTheirReason() throws Exception {
        List<RecordedEvent> events = record(() -> {
            try (ArenaPool pool = builder().poolByteBudget(4096).buildPool();
                    Arena arena = pool.open();
                    Arena other = pool.open()) {
                arena.allocate(2048, 1);
                arena.tryAllocate(4000, 1);
                other.tryAllocate(4000, 1);
            }
        }, "Refusal");
        assertThat(events)
                .extracting(event -> event.getString("reason") + " " + event.getLong("requested") + " "
                        + event.getLong("held") + " " + event.getLong("limit"))
                .containsExactly("ARENA_BUDGET 4000 2048 4096", "POOL_BUDGET 4000 2048 4096");
        assertThat(events).extracting(event -> event.getLong("arena")).doesNotContain(0L).doesNotHaveDuplicates();
    }

    @Test
    void leaksAreRecordedWithTheirAllocationSite() throws Exception {
        var log = new LeakLog("leaky");
        try (ArenaPool pool = builder().name("leaky").leakDetection(LeakDetection.ALL).buildPool()) {
            List<RecordedEvent> events = record(() -> {
                forgetArena(pool);
                log.await();
            }, "Leak");
            assertThat(events).hasSize(1);
            assertThat(events.getFirst().getString("kind")).isEqualTo("arena");
            assertThat(events.getFirst().getLong("bytes")).isEqualTo(1024);
            assertThat(events.getFirst().getString("opening")).contains("forgetArena");
        } finally {
            log.close();
        }
    }

    private static void forgetArena(ArenaPool pool) {
        pool.open().allocate(8, 8);
    }

    @Test
    void nothingIsRecordedByDefault() throws Exception {
        assertThat(record(() -> {
            try (ArenaPool pool = builder().buildPool(); Arena arena = pool.open()) {
                arena.allocate(1000, 1);
                arena.tryAllocate(8000, 1);
            }
        })).isEmpty();
    }

    @Test
    void arenasWorkInARuntimeWithoutTheRecorder() throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--limit-modules", "java.base", "--enable-native-access=ALL-UNNAMED", "-cp", classPath,
                WithoutRecorder.class.getName()).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).isEqualTo("jdk.jfr: false, refused: true");
    }

    /** Runs in a separate JVM, and emits each kind of event except the leak. */
    static final class WithoutRecorder {
        private WithoutRecorder() {}

        public static void main(String[] args) {
            try (ArenaPool pool = builder().buildPool(); Arena arena = pool.open()) {
                arena.allocate(8, 8);
                arena.reset();
                System.out.println("jdk.jfr: " + ModuleLayer.boot().findModule("jdk.jfr").isPresent() + ", refused: "
                        + (arena.tryAllocate(10_000, 1) == null));
            }
        }
    }
}
