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

package dev.arena.spring.boot.rawbody;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

import dev.arena.collect.RecordVec;
import dev.arena.json.JsonValue;
import dev.arena.text.Utf8String;

/** Webhooks. One filter checks their signatures, and another filter logs their bodies. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({RawBodyApplication.Handlers.class, RawBodyApplication.ServletHandlers.class,
        RawBodyApplication.ReactiveHandlers.class, RawBodyApplication.Check.class,
        RawBodyApplication.ReactiveCheck.class,
        RawBodyApplication.Audit.class})
class RawBodyApplication {

    /** A part of a body. */
    record Item(int id, String name) {}

    /** A body. */
    record Order(String number, List<Item> items) {}

    /** A form. */
    record Form(String name, int count) {}

    /** The logged bodies. */
    @Component
    static class Audit {
        final Queue<String> bodies = new ConcurrentLinkedQueue<>();
    }

    /** Checks the signature before the handler, and logs the body after it. */
    @Component
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Check extends OncePerRequestFilter {
        private final Audit audit;

        Check(Audit audit) {
            this.audit = audit;
        }

        @Override
        protected boolean shouldNotFilter(HttpServletRequest request) {
            return !request.getRequestURI().startsWith("/webhooks/") || request.getHeader("X-Unsigned") != null;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            if (request.getHeader("X-Reads-Parameters") != null) {
                request.getParameter("token"); // like filters against cross-site requests
            }
            if (!Signature.of(RawBody.of(request)).equals(request.getHeader("X-Signature"))) {
                response.sendError(401);
                return;
            }
            chain.doFilter(request, response);
            if (!request.isAsyncStarted()) {
                audit.bodies.add(Signature.of(request.getInputStream().readAllBytes()));
            }
        }
    }

    /** The same in a pipeline. */
    @Component
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    static class ReactiveCheck implements WebFilter {
        private final Audit audit;

        ReactiveCheck(Audit audit) {
            this.audit = audit;
        }

        @Override
        public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
            if (!exchange.getRequest().getPath().value().startsWith("/webhooks/")) {
                return chain.filter(exchange);
            }
            return ReactiveRawBody.of(exchange).flatMap(body -> {
                if (!Signature.of(body).equals(exchange.getRequest().getHeaders().getFirst("X-Signature"))) {
                    exchange.getResponse().setStatusCode(HttpStatus.UNAUTHORIZED);
                    return exchange.getResponse().setComplete();
                }
                return chain.filter(exchange).then(Mono.fromRunnable(() -> audit.bodies.add(Signature.of(body))));
            });
        }
    }

    /** Handlers of both kinds of applications. */
    @RestController
    static class Handlers {

        @PostMapping("/webhooks/order")
        String order(@RequestBody Order order, MemorySegment raw) {
            return order.number() + " " + order.items().size() + " " + raw.byteSize() + " " + raw.isReadOnly();
        }

        @PostMapping("/webhooks/records")
        String records(@RequestBody RecordVec<Item> items, MemorySegment raw) {
            return items.size() + " " + raw.byteSize();
        }

        @PostMapping("/webhooks/value")
        JsonValue value(@RequestBody JsonValue value, MemorySegment raw) {
            return value;
        }

        @PostMapping("/webhooks/bytes")
        long bytes(@RequestBody byte[] bytes, MemorySegment raw) {
            return raw.byteSize() - bytes.length;
        }

        @PostMapping("/webhooks/form")
        String form(@ModelAttribute Form form, MemorySegment raw) {
            return form.name() + " " + form.count() + " " + raw.byteSize();
        }

        @PostMapping("/other")
        long other(MemorySegment raw) {
            return raw.byteSize();
        }

        @PostMapping("/webhooks/only")
        long only(MemorySegment raw) {
            return raw.byteSize();
        }
    }

    @RestController
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class ServletHandlers {

        @PostMapping("/webhooks/later")
        Callable<String> later(@RequestBody Utf8String text, MemorySegment raw) {
            return () -> text.byteLength() + " " + Signature.of(raw);
        }

        @PostMapping("/webhooks/parameters")
        String parameters(@RequestParam Map<String, String> all, @RequestParam("name") List<String> names,
                MemorySegment raw) {
            return all.keySet() + " " + names + " " + raw.byteSize();
        }

        @PostMapping("/webhooks/parts")
        String parts(@RequestPart("file") MultipartFile file, @RequestPart("file") MemorySegment bytes,
                @RequestPart("items") RecordVec<Item> items, @RequestParam("note") String note, MemorySegment raw)
                throws IOException {
            return file.getOriginalFilename() + " " + file.getSize() + " "
                    + Signature.of(bytes).equals(Signature.of(file.getBytes())) + " " + items.get(0) + " " + note + " "
                    + Signature.of(raw);
        }
    }

    @RestController
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    static class ReactiveHandlers {

        @PostMapping("/webhooks/parameters")
        Mono<String> parameters(ServerWebExchange exchange, MemorySegment raw) {
            return exchange.getFormData().map(form -> {
                form.addAll("query", List.of("q"));
                return form.keySet() + " " + form.get("name") + " " + raw.byteSize();
            });
        }

        @PostMapping("/webhooks/parts")
        String parts(@RequestPart("file") FilePart file, @RequestPart("file") MemorySegment bytes,
                @RequestPart("items") RecordVec<Item> items, @RequestPart("note") String note, MemorySegment raw) {
            return file.filename() + " " + bytes.byteSize() + " true " + items.get(0) + " " + note + " "
                    + Signature.of(raw);
        }
    }
}
