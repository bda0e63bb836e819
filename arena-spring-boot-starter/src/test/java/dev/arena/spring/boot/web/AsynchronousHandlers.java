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
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import com.fasterxml.jackson.annotation.JsonValue;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import dev.arena.Arena;

/** Handlers that return before other threads have done their work. */
@RestController
class AsynchronousHandlers {
    private final Witness witness;

    AsynchronousHandlers(Witness witness) {
        this.witness = witness;
    }

    private static long value(MemorySegment segment) {
        return segment.getAtIndex(ValueLayout.JAVA_LONG, 99);
    }

    @GetMapping("/callable")
    Callable<Long> callable(Arena arena) {
        MemorySegment segment = witness.use(arena);
        return () -> {
            witness.use(arena);
            return value(segment);
        };
    }

    @GetMapping("/callable-throws")
    Callable<Long> callableThrows(Arena arena) {
        return () -> {
            witness.use(arena);
            throw new IllegalStateException("secret of the worker");
        };
    }

    @GetMapping("/callable-exhausts")
    Callable<String> callableExhausts(Arena arena) {
        return () -> {
            witness.use(arena);
            return "got " + arena.allocate(1 << 20, 1).byteSize();
        };
    }

    @GetMapping("/deferred")
    DeferredResult<Long> deferred(Arena arena) {
        MemorySegment segment = witness.use(arena);
        var result = new DeferredResult<Long>();
        Thread.ofVirtual().start(() -> result.setResult(value(segment)));
        return result;
    }

    @GetMapping("/deferred-set-at-once")
    DeferredResult<Long> deferredSetAtOnce(Arena arena) {
        var result = new DeferredResult<Long>();
        result.setResult(value(witness.use(arena)));
        return result;
    }

    @GetMapping("/deferred-fails")
    DeferredResult<Long> deferredFails(Arena arena) {
        witness.use(arena);
        var result = new DeferredResult<Long>();
        Thread.ofVirtual().start(() -> result.setErrorResult(new IllegalStateException("secret of the worker")));
        return result;
    }

    @GetMapping("/never")
    DeferredResult<Long> never(Arena arena) {
        witness.use(arena);
        return new DeferredResult<>();
    }

    @GetMapping("/stage")
    CompletableFuture<Long> stage(Arena arena) {
        return CompletableFuture.supplyAsync(() -> value(witness.use(arena)));
    }

    @GetMapping("/stage-fails")
    CompletableFuture<Long> stageFails(Arena arena) {
        return CompletableFuture.supplyAsync(() -> {
            witness.use(arena);
            throw new IllegalStateException("secret of the worker");
        });
    }

    @GetMapping("/stage-as-object")
    @SuppressWarnings("FutureReturnValueIgnored") // Spring MVC uses the value
    Object stageAsObject(Arena arena) {
        return CompletableFuture.supplyAsync(() -> value(witness.use(arena)));
    }

    @GetMapping("/stage-as-future")
    Future<Long> stageAsFuture(Arena arena) {
        return CompletableFuture.supplyAsync(() -> value(witness.use(arena)));
    }

    @GetMapping("/streaming")
    ResponseEntity<StreamingResponseBody> streaming(Arena arena) {
        MemorySegment text = arena.allocateFrom("x".repeat(20_000));
        witness.use(arena);
        return ResponseEntity.ok(out -> out.write(text.asSlice(0, 20_000).toArray(ValueLayout.JAVA_BYTE)));
    }

    @GetMapping("/streaming-fails")
    StreamingResponseBody streamingFails(Arena arena) {
        MemorySegment text = arena.allocateFrom("x".repeat(20_000));
        witness.use(arena);
        return out -> {
            out.write(text.asSlice(0, 20_000).toArray(ValueLayout.JAVA_BYTE));
            out.flush();
            throw new IOException("secret of the worker");
        };
    }

    @GetMapping("/endless")
    StreamingResponseBody endless(Arena arena) {
        MemorySegment segment = witness.use(arena);
        return out -> {
            byte[] bytes = segment.toArray(ValueLayout.JAVA_BYTE);
            for (;;) {
                out.write(bytes);
                out.flush();
            }
        };
    }

    @GetMapping("/sse")
    SseEmitter sse(Arena arena) {
        var emitter = new SseEmitter();
        MemorySegment segment = witness.use(arena);
        Thread.ofVirtual().start(() -> {
            try {
                emitter.send(value(segment));
                emitter.send("and " + witness.use(arena).byteSize());
                emitter.complete();
            } catch (IOException | RuntimeException e) {
                witness.caught = e;
                emitter.completeWithError(e);
            }
        });
        return emitter;
    }

    @GetMapping("/sse-never")
    SseEmitter sseNever(Arena arena) throws IOException {
        var emitter = new SseEmitter();
        emitter.send(value(witness.use(arena)));
        return emitter;
    }

    @GetMapping("/sse-fails-at-once")
    SseEmitter sseFailsAtOnce(Arena arena) throws IOException {
        SseEmitter emitter = sseNever(arena);
        emitter.send(new Object() {
            @JsonValue
            String secret() {
                throw new IllegalStateException("secret of the event");
            }
        });
        return emitter;
    }

    @GetMapping("/sse-endless")
    SseEmitter sseEndless(Arena arena) {
        var emitter = new SseEmitter();
        MemorySegment segment = witness.use(arena);
        Thread.ofVirtual().start(() -> {
            try {
                for (;;) {
                    emitter.send(value(segment));
                }
            } catch (IOException | RuntimeException e) {
                witness.caught = e;
                emitter.completeWithError(e);
            }
        });
        return emitter;
    }
}
