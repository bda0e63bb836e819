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
import java.io.Serial;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import dev.arena.Arena;

/** A servlet without Spring MVC. It is synchronous, or another thread completes it. */
final class PlainServlet extends HttpServlet {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Arena arena;
    private final transient Witness witness;

    PlainServlet(Arena arena, Witness witness) {
        this.arena = arena;
        this.witness = witness;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        MemorySegment segment = witness.use(arena);
        switch (String.valueOf(request.getPathInfo())) {
            case "/now" -> answer(segment, response);
            case "/completed-at-once" -> {
                AsyncContext context = request.startAsync();
                answer(segment, response);
                context.complete();
            }
            case "/completed-later" -> {
                AsyncContext context = request.startAsync();
                Thread.ofVirtual().start(() -> {
                    try {
                        answer(segment, response);
                    } catch (IOException | RuntimeException e) {
                        witness.caught = e;
                    }
                    context.complete();
                });
            }
            case "/dispatched-twice" -> dispatch(request, response, segment);
            default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    /** Two asynchronous cycles. The end of the second must not be lost. */
    private void dispatch(HttpServletRequest request, HttpServletResponse response, MemorySegment segment)
            throws IOException {
        Integer cycles = (Integer) request.getAttribute("cycles");
        int next = cycles == null ? 1 : cycles + 1;
        request.setAttribute("cycles", next);
        if (next > 2) {
            answer(segment, response);
        } else {
            AsyncContext context = request.startAsync();
            Thread.ofVirtual().start(context::dispatch);
        }
    }

    private static void answer(MemorySegment segment, HttpServletResponse response) throws IOException {
        response.getWriter().print(segment.getAtIndex(ValueLayout.JAVA_LONG, 99));
    }
}
