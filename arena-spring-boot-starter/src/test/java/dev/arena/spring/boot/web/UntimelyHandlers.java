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

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.concurrent.CountDownLatch;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import dev.arena.Arena;
import dev.arena.spring.boot.NativeCall;

/** Handlers that time out before they have finished. */
@RestController
class UntimelyHandlers {
    private static final long MILLIS = 50;

    /** Long enough for another thread to begin. A task that has not begun is not interrupted, but dropped. */
    private static final long MILLIS_WITH_WORKER = 500;

    private final Witness witness;

    UntimelyHandlers(Witness witness) {
        this.witness = witness;
    }

    @GetMapping("/times-out")
    DeferredResult<Long> timesOut(Arena arena) {
        witness.use(arena);
        return new DeferredResult<>(MILLIS);
    }

    @GetMapping("/times-out-into-a-result")
    DeferredResult<Long> timesOutIntoAResult(Arena arena) {
        MemorySegment segment = witness.use(arena);
        return new DeferredResult<>(MILLIS, () -> segment.getAtIndex(ValueLayout.JAVA_LONG, 99));
    }

    @GetMapping("/times-out-working")
    DeferredResult<Long> timesOutWorking(Arena arena) {
        MemorySegment segment = witness.use(arena);
        var result = new DeferredResult<Long>(MILLIS);
        Thread.ofVirtual().start(() -> useTooLate(segment, arena));
        return result;
    }

    @GetMapping("/times-out-interrupted")
    WebAsyncTask<Long> timesOutInterrupted(Arena arena) {
        MemorySegment segment = witness.use(arena);
        return new WebAsyncTask<>(MILLIS_WITH_WORKER, () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                witness.reach();
            }
            return useTooLate(segment, arena);
        });
    }

    @GetMapping("/times-out-unimpressed")
    WebAsyncTask<Long> timesOutUnimpressed(Arena arena) {
        MemorySegment segment = witness.use(arena);
        return new WebAsyncTask<>(MILLIS_WITH_WORKER, () -> useTooLate(segment, arena));
    }

    /** Writes to a channel without a reader. A native call therefore uses the session when the request ends. */
    @GetMapping("/times-out-in-a-native-call")
    DeferredResult<Long> timesOutInANativeCall(Arena arena) throws IOException {
        ByteBuffer bytes = witness.use(arena).asByteBuffer();
        Pipe pipe = Pipe.open();
        Thread.ofVirtual().start(() -> {
            witness.awaitGateStubbornly();
            try {
                pipe.source().close();
            } catch (IOException e) {
                witness.caught = e;
            }
        });
        Thread.ofPlatform().start(() -> {
            try (Pipe.SinkChannel sink = pipe.sink()) {
                for (;;) {
                    sink.write(bytes.rewind());
                }
            } catch (IOException | RuntimeException e) {
                witness.caught = e;
            }
        });
        return new DeferredResult<>(MILLIS);
    }

    /** The mark has its own session, which cannot be closed before the call has returned. */
    @GetMapping("/answers-in-a-native-call")
    DeferredResult<String> answersInANativeCall(Arena arena) throws InterruptedException {
        witness.use(arena);
        arena.mark();
        witness.nativeCall = NativeCall.using(arena.allocate(8, 8));
        var result = new DeferredResult<String>();
        result.setResult("done");
        return result;
    }

    @GetMapping("/times-out-in-a-native-call-in-a-mark")
    DeferredResult<Long> timesOutInANativeCallInAMark(Arena arena) throws InterruptedException {
        witness.use(arena);
        arena.mark();
        witness.nativeCall = NativeCall.using(arena.allocate(8, 8));
        return new DeferredResult<>(MILLIS);
    }

    @GetMapping("/sse-times-out")
    SseEmitter sseTimesOut(Arena arena) throws IOException {
        var emitter = new SseEmitter(MILLIS);
        emitter.send(witness.use(arena).getAtIndex(ValueLayout.JAVA_LONG, 99));
        return emitter;
    }

    /** Checks, after the end of the request, that neither the memory nor the arena is usable. */
    private long useTooLate(MemorySegment segment, Arena arena) {
        witness.awaitGateStubbornly();
        try {
            return segment.getAtIndex(ValueLayout.JAVA_LONG, 99);
        } catch (RuntimeException dead) {
            try {
                arena.allocate(8, 8);
            } catch (RuntimeException e) {
                e.addSuppressed(dead);
                witness.caught = e;
            }
            return -1;
        }
    }
}
