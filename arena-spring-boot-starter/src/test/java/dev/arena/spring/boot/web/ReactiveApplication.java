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

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.arena.Arena;
import dev.arena.json.JsonValue;
import dev.arena.spring.boot.ArenaBudget;
import dev.arena.spring.boot.NativeCall;
import dev.arena.spring.boot.http.HiddenHandlers;
import dev.arena.text.Utf8String;

/** A reactive application whose requests end in all possible ways. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({ReactiveApplication.Handlers.class, ReactiveApplication.RoutedHandlers.class, ReactiveBodyHandlers.class,
        HiddenHandlers.class})
class ReactiveApplication {

    @Bean
    ReactiveWitness reactiveWitness() {
        return new ReactiveWitness();
    }

    /** Runs before the other listeners. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ReactiveRequestArenaListener failingListener() {
        return (exchange, _, _, _, _) -> {
            if (exchange.getRequest().getPath().value().equals("/listener-throws")) {
                throw new IllegalStateException("secret");
            }
        };
    }

    @Bean
    Observed observed() {
        return new Observed();
    }

    /** Stores the observations of requests. */
    static final class Observed implements ObservationHandler<ServerRequestObservationContext> {
        final BlockingQueue<Map<String, String>> stopped = new LinkedBlockingQueue<>();

        @Override
        public void onStop(ServerRequestObservationContext context) {
            var keys = new TreeMap<String, String>();
            context.getLowCardinalityKeyValues().forEach(it -> keys.put("low " + it.getKey(), it.getValue()));
            context.getHighCardinalityKeyValues().forEach(it -> keys.put("high " + it.getKey(), it.getValue()));
            stopped.add(keys);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return context instanceof ServerRequestObservationContext;
        }
    }

    /** Counts requests. The last action of an inner filter runs after that of the filter of the arenas. */
    @Bean
    WebFilter countingFilter(ReactiveWitness witness) {
        return (exchange, chain) -> Mono.defer(() -> {
            witness.requests.incrementAndGet();
            return chain.filter(exchange).doFinally(_ -> witness.requests.decrementAndGet());
        });
    }

    /** Allocates before the handler if a header says so. */
    @Bean
    WebFilter allocatingFilter(ReactiveWitness witness) {
        return (exchange, chain) -> {
            if (exchange.getRequest().getHeaders().containsHeader("X-Filter-Allocates")) {
                witness.use(ReactiveArenas.of(exchange));
            }
            if (exchange.getRequest().getHeaders().containsHeader("X-Filter-Throws-Fatal-Error")) {
                throw new StackOverflowError("secret");
            }
            if (exchange.getRequest().getHeaders().containsHeader("X-Filter-Exhausts")) {
                ReactiveArenas.of(exchange).allocate(100 << 20, 1);
            }
            return chain.filter(exchange);
        };
    }

    @Bean
    RouterFunction<ServerResponse> functionalHandlers(ReactiveWitness witness) {
        return RouterFunctions.route()
                .GET("/functional/context",
                        _ -> ReactiveArenas.current().map(witness::use).map(Handlers::answer)
                                .flatMap(it -> ServerResponse.ok().bodyValue(it)))
                .GET("/functional/request/{id}",
                        request -> ServerResponse.ok()
                                .bodyValue(Handlers.answer(witness.use(ReactiveArenas.of(request)))))
                .GET("/functional/throws", request -> {
                    witness.use(ReactiveArenas.of(request));
                    throw new IllegalStateException("secret");
                })
                .GET("/functional/exhausts",
                        request -> {
                            witness.use(ReactiveArenas.of(request));
                            return ServerResponse.ok()
                                    .bodyValue(ReactiveArenas.of(request).allocate(100 << 20, 1).toString());
                        })
                .GET("/functional/exhausts-later",
                        _ -> ReactiveArenas.current().doOnNext(witness::use)
                                .map(arena -> arena.allocate(100 << 20, 1).toString())
                                .flatMap(it -> ServerResponse.ok().bodyValue(it)))
                .GET("/functional/exhausts-writing",
                        request -> ServerResponse.ok().header("X-Kept", "yes").header("ETag", "\"1\"")
                                .cookie(ResponseCookie.from("cookie1", "1").build())
                                .cookie(ResponseCookie.from("cookie2", "2").build())
                                .cookie(ResponseCookie.from("cookie3", "3").build())
                                .header("X-Many", "1", "2", "3")
                                .contentType(MediaType.TEXT_PLAIN)
                                .body(Mono.fromSupplier(() -> {
                                    witness.use(ReactiveArenas.of(request));
                                    return ReactiveArenas.of(request).allocate(100 << 20, 1).toString();
                                }), String.class))
                .GET("/functional/routed/{bytes}", request -> {
                    Arena arena = witnessed(ReactiveArenas.of(request), witness);
                    return ServerResponse.ok().bodyValue(
                            arena.allocate(Long.parseLong(request.pathVariable("bytes")), 1).byteSize());
                })
                .POST("/functional/echo",
                        request -> request.bodyToMono(MemorySegment.class).map(witness::saw)
                                .flatMap(body -> ServerResponse.ok().bodyValue(body)))
                .POST("/functional/text-while-writing",
                        request -> ServerResponse.ok().header("ETag", "\"1\"").contentType(MediaType.TEXT_PLAIN)
                                .body(request.bodyToMono(Utf8String.class), Utf8String.class))
                .POST("/functional/value-while-writing",
                        request -> ServerResponse.ok().body(request.bodyToMono(JsonValue.class), JsonValue.class))
                .build();
    }

    private static Arena witnessed(Arena arena, ReactiveWitness witness) {
        witness.use(arena);
        return arena;
    }

    /** Handlers whose arenas differ from the others. */
    @RestController
    @ArenaBudget("48KB")
    static class RoutedHandlers {
        private final ReactiveWitness witness;

        RoutedHandlers(ReactiveWitness witness) {
            this.witness = witness;
        }

        @GetMapping({"/routed/of-class/{bytes}", "/routed/by-path/{bytes}", "/routed/off"})
        long ofClass(Arena arena, @PathVariable(required = false) @Nullable Long bytes) {
            return witnessed(arena, witness).allocate(bytes == null ? 1 : bytes, 1).byteSize();
        }

        @GetMapping("/routed/of-method/{bytes}")
        @ArenaBudget("16MB")
        Mono<Long> ofMethod(@PathVariable long bytes) {
            return ReactiveArenas.current().map(arena -> witnessed(arena, witness).allocate(bytes, 1).byteSize());
        }

        @PostMapping("/routed/body")
        long body(@RequestBody MemorySegment body) {
            return body.byteSize();
        }

        @GetMapping("/routed/owner")
        String owner(Arena arena) {
            return witnessed(arena, witness).toString();
        }

        /** Responds with the number of chunks that it took. */
        @GetMapping("/routed/learned/{kilobytes}")
        @ArenaBudget("256KB")
        long learned(Arena arena, @PathVariable int kilobytes) {
            for (int i = 0; i < kilobytes; i++) {
                arena.allocate(1 << 10, 1);
            }
            return arena.stats().normalChunksAllocated() + arena.stats().chunksReused();
        }
    }

    @RestController
    static class Handlers {
        private final ReactiveWitness witness;
        private final Arena injected;
        volatile CountDownLatch working = new CountDownLatch(1);
        volatile CountDownLatch mayGoOn = new CountDownLatch(1);

        Handlers(ReactiveWitness witness, Arena injected) {
            this.witness = witness;
            this.injected = injected;
        }

        static String answer(MemorySegment segment) {
            return Long.toString(segment.getAtIndex(ValueLayout.JAVA_LONG, 99));
        }

        @GetMapping({"/parameter", "/listener-throws"})
        String parameter(Arena arena) {
            return answer(witness.use(arena));
        }

        @GetMapping("/jdk-parameter")
        Mono<String> jdkParameter(java.lang.foreign.Arena arena) {
            return Mono.fromSupplier(() -> answer(witness.use((Arena) arena)));
        }

        @GetMapping("/context")
        Mono<String> context() {
            return ReactiveArenas.current().map(witness::use).map(Handlers::answer);
        }

        @GetMapping("/injected")
        Mono<String> injected() {
            return Mono.fromCallable(() -> answer(witness.use(injected))).subscribeOn(Schedulers.boundedElastic());
        }

        @GetMapping("/same")
        Mono<String> same(Arena arena) {
            witness.use(arena);
            return ReactiveArenas.current().map(it -> Boolean.toString(it.equals(arena)));
        }

        @GetMapping("/ending")
        Mono<String> ending(Arena arena) {
            return ReactiveArenas.current()
                    .map(it -> refused(arena::reset) + refused(it::reset) + refused(arena::close) + refused(it::close));
        }

        private static String refused(Runnable ending) {
            try {
                ending.run();
                return "no";
            } catch (UnsupportedOperationException e) {
                return String.valueOf(e.getMessage()).contains("arena.mark()") ? "yes " : "without a way out";
            }
        }

        @GetMapping("/unused")
        String unused(Arena arena) {
            return arena.stats().resets() == 0 ? "unused" : "used";
        }

        @GetMapping("/other-thread")
        Mono<String> otherThread(Arena arena) {
            return Mono.fromCallable(() -> answer(witness.use(arena))).subscribeOn(Schedulers.boundedElastic());
        }

        @GetMapping("/stage")
        CompletableFuture<String> stage(Arena arena) {
            return CompletableFuture.supplyAsync(() -> answer(witness.use(arena)));
        }

        @GetMapping("/throws")
        Mono<String> failing(Arena arena) {
            witness.use(arena);
            return Mono.error(new IllegalStateException("secret"));
        }

        @GetMapping("/throws-at-once")
        String failingAtOnce(Arena arena) {
            witness.use(arena);
            throw new IllegalStateException("secret");
        }

        @GetMapping("/throws-fatal-error")
        Mono<String> fatal(Arena arena) {
            witness.use(arena);
            return Mono.error(new StackOverflowError("secret"));
        }

        @GetMapping("/throws-fatal-error-in-an-operator")
        Mono<String> fatalInAnOperator(Arena arena) {
            return Mono.just(arena).map(it -> {
                witness.use(it);
                throw new NoClassDefFoundError("secret");
            });
        }

        @GetMapping("/fails-midway")
        Flux<String> failsMidway(Arena arena) {
            witness.use(arena);
            return Flux.concat(Flux.just("x".repeat(100_000)), Flux.error(new IllegalStateException("secret")));
        }

        @GetMapping("/cleanup-throws")
        String cleanupThrows(Arena arena) {
            String answer = answer(witness.use(arena));
            arena.onReset(() -> {
                throw new IllegalStateException("secret");
            });
            return answer;
        }

        @GetMapping("/cleanup-throws-an-error")
        String cleanupThrowsAnError(Arena arena) {
            String answer = answer(witness.use(arena));
            arena.onReset(() -> {
                throw new AssertionError("secret");
            });
            return answer;
        }

        /** The mark has its own session, which cannot be closed before the call has returned. */
        @GetMapping("/answers-in-a-native-call")
        Mono<String> answersInANativeCall(Arena arena) throws InterruptedException {
            String answer = answer(witness.use(arena));
            arena.mark();
            witness.nativeCall = NativeCall.using(arena.allocate(8, 8));
            return Mono.just(answer);
        }

        @GetMapping("/never-answers-in-a-native-call")
        Mono<String> neverAnswersInANativeCall(Arena arena) throws InterruptedException {
            answersInANativeCall(arena);
            working.countDown();
            return Mono.never();
        }

        @GetMapping("/exhausts")
        Mono<String> exhausts(Arena arena, ServerHttpResponse response) {
            response.getHeaders().setETag("\"1\"");
            response.getHeaders().add("X-Kept", "yes");
            for (String value : List.of("1", "2", "3")) {
                response.addCookie(ResponseCookie.from("cookie" + value, value).build());
                response.getHeaders().add("X-Many", value);
            }
            witness.use(arena);
            return Mono.fromSupplier(() -> arena.allocate(100 << 20, 1).toString());
        }

        @GetMapping(path = "/exhausts-while-streaming", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        Flux<String> exhaustsWhileStreaming(Arena arena) {
            witness.use(arena);
            return Flux.just("begun", "exhausts").doOnNext(text -> {
                if (text.equals("exhausts")) {
                    arena.allocate(100 << 20, 1);
                }
            });
        }

        @GetMapping(path = "/exhausts-as-csv", produces = "text/csv")
        String exhaustsAsCsv(Arena arena) {
            return arena.allocate(100 << 20, 1).toString();
        }

        @GetMapping(path = "/sse", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        Flux<String> events(Arena arena) {
            MemorySegment segment = witness.use(arena);
            return Flux.range(0, 3).delayElements(Duration.ofMillis(1))
                    .map(i -> answer(segment) + " of " + i + " on " + arena.stats().bytesHeld());
        }

        @GetMapping(path = "/endless", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        Flux<String> endless(Arena arena) {
            MemorySegment segment = witness.use(arena);
            return Flux.interval(Duration.ofMillis(1)).onBackpressureDrop().map(_ -> answer(segment).repeat(1000));
        }

        @GetMapping("/never")
        Mono<String> never(Arena arena) {
            witness.use(arena);
            working.countDown();
            return Mono.never();
        }

        /** Blocks, even after a cancellation, and then continues to use its memory. */
        @GetMapping("/blocking-worker")
        Mono<String> blockingWorker(Arena arena) {
            MemorySegment segment = witness.use(arena);
            return Mono.<String>create(sink -> Thread.ofVirtual().start(() -> {
                working.countDown();
                try {
                    mayGoOn.await();
                    witness.use(arena);
                    sink.success(answer(segment));
                } catch (InterruptedException | RuntimeException e) {
                    witness.caught = e;
                    sink.error(e);
                }
            }));
        }

        @GetMapping("/excluded/parameter")
        String excluded(Arena arena) {
            return answer(witness.use(arena));
        }

        @GetMapping("/excluded/context")
        Mono<String> excludedContext() {
            return ReactiveArenas.current().map(witness::use).map(Handlers::answer);
        }

        @PostMapping("/excluded/body")
        long excludedBody(@RequestBody MemorySegment body) {
            return body.byteSize();
        }
    }
}
