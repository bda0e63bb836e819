package dev.arena.spring.boot.web.servlet;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import dev.arena.Arena;

/** An application with a handler for each way in which a request can live and end. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(LifecycleApplication.Handlers.class)
class LifecycleApplication {

    @Bean
    Witness witness() {
        return new Witness();
    }

    /** Allocates outside of any controller, if asked to. */
    @Bean
    Filter allocatingFilter(Arena arena, Witness witness) {
        return (request, response, chain) -> {
            if (request instanceof HttpServletRequest http && http.getDispatcherType() == DispatcherType.REQUEST) {
                if (http.getHeader("X-Filter-Allocates") != null) {
                    witness.use(arena);
                }
                if (http.getHeader("X-Filter-Exhausts") != null) {
                    arena.allocate(1 << 20, 1);
                }
            }
            chain.doFilter(request, response);
        };
    }

    @RestController
    static class Handlers {
        final CountDownLatch timedOut = new CountDownLatch(1);
        private final Arena injected;
        private final Witness witness;

        Handlers(Arena injected, Witness witness) {
            this.injected = injected;
            this.witness = witness;
        }

        @GetMapping("/parameter")
        long parameter(Arena arena) {
            return witness.use(arena).getAtIndex(ValueLayout.JAVA_LONG, 99);
        }

        @GetMapping("/jdk-parameter")
        long jdkParameter(java.lang.foreign.Arena arena) {
            return witness.use((Arena) arena).getAtIndex(ValueLayout.JAVA_LONG, 99);
        }

        @GetMapping("/injected")
        long injected() {
            return witness.use(injected).getAtIndex(ValueLayout.JAVA_LONG, 99);
        }

        @GetMapping("/same")
        boolean same(Arena arena) {
            witness.use(injected);
            return arena.scope().equals(injected.scope());
        }

        @GetMapping("/unused")
        String unused(Arena arena) {
            return "unused";
        }

        @GetMapping("/throws")
        String fail() {
            witness.use(injected);
            throw new IllegalStateException("secret of the handler");
        }

        @GetMapping("/send-error")
        void sendError(HttpServletResponse response) throws IOException {
            witness.use(injected);
            response.sendError(418);
        }

        @GetMapping("/cleanup-throws")
        String cleanupThrows() {
            witness.use(injected);
            injected.onReset(() -> {
                throw new IllegalStateException("secret of the cleanup");
            });
            return "done";
        }

        @GetMapping("/callable")
        Callable<Long> callable(Arena arena) {
            MemorySegment segment = witness.use(arena);
            return () -> {
                witness.use(arena);
                return segment.getAtIndex(ValueLayout.JAVA_LONG, 99);
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
            Thread.ofVirtual().start(() -> result.setResult(segment.getAtIndex(ValueLayout.JAVA_LONG, 99)));
            return result;
        }

        @GetMapping("/stage")
        CompletableFuture<Long> stage(Arena arena) {
            return CompletableFuture.supplyAsync(() -> witness.use(arena).getAtIndex(ValueLayout.JAVA_LONG, 99));
        }

        @GetMapping("/streaming")
        ResponseEntity<StreamingResponseBody> streaming(Arena arena) {
            MemorySegment text = arena.allocateFrom("x".repeat(20_000));
            witness.use(arena);
            return ResponseEntity.ok(out -> out.write(text.asSlice(0, 20_000).toArray(ValueLayout.JAVA_BYTE)));
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
                    emitter.send(segment.getAtIndex(ValueLayout.JAVA_LONG, 99));
                    emitter.send("and " + witness.use(arena).byteSize());
                    emitter.complete();
                } catch (IOException | RuntimeException e) {
                    witness.caught = e;
                    emitter.completeWithError(e);
                }
            });
            return emitter;
        }

        @GetMapping("/times-out")
        DeferredResult<Long> timesOut(Arena arena) {
            witness.use(arena);
            return new DeferredResult<>(50L);
        }

        @GetMapping("/times-out-working")
        DeferredResult<Long> timesOutWorking(Arena arena) {
            MemorySegment segment = witness.use(arena);
            var result = new DeferredResult<Long>(50L);
            Thread.ofVirtual().start(() -> {
                try {
                    timedOut.await();
                    result.setResult(segment.getAtIndex(ValueLayout.JAVA_LONG, 99));
                } catch (InterruptedException | RuntimeException e) {
                    witness.caught = e;
                }
            });
            return result;
        }

        @GetMapping("/stage-as-object")
        @SuppressWarnings("FutureReturnValueIgnored") // Spring MVC looks at the value
        Object stageAsObject(Arena arena) {
            return CompletableFuture.supplyAsync(() -> witness.use(arena).getAtIndex(ValueLayout.JAVA_LONG, 99));
        }

        @GetMapping("/exhausts-after-writer")
        void exhaustsAfterWriter(Arena arena, HttpServletResponse response) throws IOException {
            response.addHeader("X-Kept", "yes");
            response.setContentType("text/plain");
            response.setContentLength(1000);
            response.getWriter().write("begun");
            arena.allocate(1 << 20, 1);
        }

        @GetMapping("/exhausts-arena")
        String exhaustsArena(Arena arena) {
            witness.use(arena);
            return "got " + arena.allocate(1 << 20, 1).byteSize();
        }

        @GetMapping(path = "/exhausts-arena-as-csv", produces = "text/csv")
        String exhaustsArenaAsCsv(Arena arena) {
            return "got " + arena.allocate(1 << 20, 1).byteSize();
        }
    }
}
