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

package dev.arena.demo.inside;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.arena.Arena;
import dev.arena.Owned;

/** The life of a small request, and the time after it. All operations really run, in this order. */
final class Script {
    private final Stage stage;
    private final Arena arena;

    private Script(Stage stage) {
        this.stage = stage;
        this.arena = stage.arena();
    }

    /** Runs all operations once. */
    static List<Step> play() {
        try (var stage = new Stage()) {
            new Script(stage).play(stage);
            return stage.steps();
        }
    }

    private void play(Stage on) {
        on.show("Open", "Arena arena = pool.open();",
                "The request has an arena. It has allocated nothing, so it holds no chunk and costs next to nothing.",
                null);
        Part station = bump();
        Part row = bumpAgain();
        growInPlace(row);
        Part names = refill();
        oversized();
        Part moved = relocate(station);
        climb();
        Owned<MemorySegment> handle = escape(names);
        MemorySegment stale = moved.segment();
        String before = on.chunkAt(station.segment().address()).firstBytes();
        long scrubbed = station.segment().address();
        reset();
        scrub(scrubbed, before);
        touch(stale);
        reuse();
        close();
        end(handle);
        trim();
    }

    private Part bump() {
        Part station = allocate("station", 40, "Hamburg;12.0 Hamburg;8.9");
        stage.show("Bump", "arena.allocate(40, 8)",
                "The first allocation takes the smallest chunk from the source. From now on, to allocate is to move the cursor.",
                null);
        return station;
    }

    private Part bumpAgain() {
        Part row = allocate("row", 100, "12.0;8.9");
        stage.show("Bump again", "arena.allocate(100, 8)",
                "The cursor moves on by 100 bytes. No lock, no system call, nothing on the Java heap.", null);
        return row;
    }

    private void growInPlace(Part row) {
        long before = row.segment().address();
        row.grown(arena.grow(row.segment(), 160, 8));
        stage.show("Grow in place", "row = arena.grow(row, 160, 8)",
                "The last allocation has free room behind it, so it becomes larger where it is. Nothing is copied.",
                "Address before: " + hex(before) + ", after: " + hex(row.segment().address()));
    }

    private Part refill() {
        Part names = allocate("names", 400, "Hamburg Tokyo Oslo");
        stage.show("Refill", "arena.allocate(400, 8)",
                "400 bytes do not fit behind the cursor. Chunk 1 is retired, kept for what lies in it, and a chunk of twice the size "
                        + "becomes current. The rest of chunk 1 is waste.",
                null);
        return names;
    }

    private void oversized() {
        allocate("body", 3000, "[{\"station\":\"Oslo\"}]");
        stage.show("Oversized", "arena.allocate(3000, 8)",
                "More than " + Stage.MAX_NORMAL_ALLOC
                        + " bytes, the limit here, get a chunk of their own, of exactly that size. The current chunk stays current.",
                null);
    }

    private Part relocate(Part station) {
        long before = station.segment().address();
        MemorySegment larger = arena.grow(station.segment(), 120, 8);
        station.become(Part.State.MOVED);
        Part moved = stage.add("station, larger", larger);
        stage.show("Relocate", "station = arena.grow(station, 120, 8)",
                "The station has something behind it and cannot grow there. It is copied to the cursor; its old bytes are lost to this "
                        + "request.",
                "Address before: " + hex(before) + ", after: " + hex(larger.address()));
        return moved;
    }

    private void climb() {
        allocate("table", 600, "Oslo;1.3");
        stage.show("Refill, one class up", "arena.allocate(600, 8)",
                "Each refill asks for twice the size, so a request that needs much takes few, large chunks.", null);
    }

    private Owned<MemorySegment> escape(Part names) {
        Owned<MemorySegment> handle = arena.escape(names.segment());
        names.escaped(handle.get());
        stage.show("Escape", "Owned<MemorySegment> handle = arena.escape(names)",
                "The names are to outlive the request. They are not copied: a handle keeps their chunk from now on.",
                null);
        return handle;
    }

    private void reset() {
        arena.reset();
        stage.show("Reset", "arena.reset()",
                "One step ends everything the request allocated. Full-size chunks go to the cache, the oversized one back to the source. "
                        + "Only the chunk with the escaped names stays.",
                null);
    }

    private void scrub(long address, String before) {
        stage.show("Scrub", "(part of the reset)",
                "What the request had written was overwritten with zeros, up to the cursor and no further. Nothing of it is left for the "
                        + "next one.",
                "First bytes of chunk 1 before the reset: " + before + ". Now: " + stage.chunkAt(address).firstBytes());
    }

    private void touch(MemorySegment stale) {
        String evidence;
        try {
            evidence = "Read " + stale.get(ValueLayout.JAVA_BYTE, 0);
        } catch (IllegalStateException e) {
            evidence = "IllegalStateException: " + e.getMessage();
        }
        stage.show("Use after the end", "station.get(JAVA_BYTE, 0)",
                "A segment that somebody has kept from before the reset is dead. Whoever touches it gets an exception, never the bytes of "
                        + "another request.",
                evidence);
    }

    private void reuse() {
        MemorySegment next = arena.allocate(24, 8);
        stage.add("next", next);
        stage.show("Reuse", "arena.allocate(24, 8)",
                "The next piece of work finds its chunk in the cache, of the size that the last one needed, and reads zeros from it.",
                "Its first 8 bytes read as " + next.get(ValueLayout.JAVA_LONG, 0));
    }

    private void close() {
        arena.close();
        stage.show("Close", "arena.close()",
                "The arena is over, and its chunk back in the cache. The handle still keeps the names.", null);
    }

    private void end(Owned<MemorySegment> handle) {
        handle.close();
        stage.show("Close the handle", "handle.close()",
                "The last handle is closed. Its chunk waits in quarantine, because the session through which the names could be reached "
                        + "is closed together with others, later.",
                null);
    }

    private void trim() {
        stage.pool().trim();
        stage.show("Trim", "pool.trim()",
                "The session is closed, the quarantine over, and the cache is given back. A pool does this by itself when it is idle. "
                        + "Nothing is left.",
                null);
    }

    private Part allocate(String name, long bytes, String text) {
        MemorySegment segment = arena.allocate(bytes, 8);
        byte[] written = text.getBytes(StandardCharsets.UTF_8);
        MemorySegment.copy(written, 0, segment, ValueLayout.JAVA_BYTE, 0, written.length);
        return stage.add(name, segment);
    }

    private static String hex(long address) {
        return "0x" + Long.toHexString(address);
    }
}
