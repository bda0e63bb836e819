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
import java.io.InputStream;
import java.io.Reader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

import dev.arena.Arena;

/** Handlers that finish their work before they return. */
@RestController
class SynchronousHandlers {
    private final Arena injected;
    private final Witness witness;

    SynchronousHandlers(Arena injected, Witness witness) {
        this.injected = injected;
        this.witness = witness;
    }

    @GetMapping({"/parameter", "/listener-throws"})
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

    @GetMapping("/ending")
    String ending(Arena arena) {
        return refused(arena::reset) + refused(arena::close);
    }

    private static String refused(Runnable ending) {
        try {
            ending.run();
            return "no";
        } catch (UnsupportedOperationException e) {
            return String.valueOf(e.getMessage()).contains("arena.mark()") ? "yes " : "without a way out";
        }
    }

    @GetMapping("/owner")
    String owner(Arena arena) {
        witness.use(arena);
        return arena.toString();
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

    @GetMapping("/send-error-after-commit")
    void sendErrorAfterCommit(HttpServletResponse response) throws IOException {
        witness.use(injected);
        response.getOutputStream().write("begun".getBytes(StandardCharsets.US_ASCII));
        response.flushBuffer();
        response.sendError(418, "secret of the handler");
    }

    @GetMapping("/cleanup-throws")
    String cleanupThrows() {
        witness.use(injected);
        injected.onReset(() -> {
            throw new IllegalStateException("secret of the cleanup");
        });
        return "done";
    }

    @GetMapping("/cleanup-throws-an-error")
    String cleanupThrowsAnError() {
        witness.use(injected);
        injected.onReset(() -> {
            throw new AssertionError("secret of the cleanup");
        });
        return "done";
    }

    @GetMapping("/forward")
    ModelAndView forward() {
        witness.use(injected);
        return new ModelAndView("forward:/parameter");
    }

    @GetMapping("/forward-to-callable")
    ModelAndView forwardToCallable() {
        witness.use(injected);
        return new ModelAndView("forward:/callable");
    }

    @GetMapping("/include")
    void include(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        witness.use(injected);
        request.getRequestDispatcher("/parameter").include(request, response);
    }

    @PostMapping("/upload")
    long upload(@RequestPart("file") MultipartFile file, Arena arena) throws IOException {
        witness.use(arena);
        MemorySegment content = arena.allocate(file.getSize());
        try (InputStream in = file.getInputStream()) {
            MemorySegment.copy(in.readAllBytes(), 0, content, ValueLayout.JAVA_BYTE, 0, (int) file.getSize());
        }
        return content.byteSize();
    }

    @PostMapping("/body")
    long body(HttpServletRequest request, Arena arena) throws IOException {
        witness.use(arena);
        witness.reach();
        return request.getInputStream().readAllBytes().length;
    }

    @GetMapping("/waits")
    String waits(Arena arena) throws InterruptedException {
        witness.use(arena);
        witness.reach();
        witness.awaitGate();
        return "x".repeat(1 << 20);
    }

    @GetMapping("/exhausts-after-writer")
    void exhaustsAfterWriter(Arena arena, HttpServletResponse response) throws IOException {
        response.addHeader("X-Kept", "yes");
        response.setContentType("text/plain");
        response.setContentLength(1000);
        response.getWriter().write("begun");
        arena.allocate(1 << 20, 1);
    }

    @GetMapping("/exhausts-after-flush")
    void exhaustsAfterFlush(Arena arena, HttpServletResponse response) throws IOException {
        witness.use(arena);
        response.getOutputStream().write("begun".getBytes(StandardCharsets.US_ASCII));
        response.flushBuffer();
        arena.allocate(1 << 20, 1);
    }

    @GetMapping("/exhausts-after-cookies")
    void exhaustsAfterCookies(Arena arena, HttpServletResponse response) {
        for (String value : List.of("1", "2", "3")) {
            response.addCookie(new Cookie("cookie" + value, value));
            response.addHeader(value.equals("2") ? "x-kept" : "X-Kept", value);
        }
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

    @PostMapping("/exhausts-after-reader")
    void exhaustsAfterReader(Reader body, Arena arena) throws IOException {
        witness.use(arena);
        body.read();
        arena.allocate(1 << 20, 1);
    }
}
