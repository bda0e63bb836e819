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

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;

/**
 * The rest of a body that was refused. Tomcat reads it and drops it. Jetty closes the connection without an announcement. The
 * client that is still sending then loses the response, or sends its next request into the closed connection. On Jetty, this
 * class therefore reads the rest.
 */
final class UnreadBody {

    /** How much is read, in bytes; as much as Tomcat reads ({@code maxSwallowSize}). */
    static final long MAX_DROPPED = 2 << 20;

    private static final String ATTRIBUTE = UnreadBody.class.getName();
    private static final int BLOCK = 8 << 10;

    private UnreadBody() {}

    /** Notes that the rest of a body is to be dropped, and announces that the connection closes if the rest may be too long. */
    static void prepareDrop(HttpServletRequest wrapped, HttpServletResponse response) throws IOException {
        HttpServletRequest request = ofServer(wrapped);
        long length = request.getContentLengthLong();
        boolean hasBody = length > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        if (!hasBody || !request.getProtocol().startsWith("HTTP/1") || isDroppedByServer(request)
                || isRead(request)) {
            return;
        }
        request.setAttribute(ATTRIBUTE, true);
        if (length < 0 || length > MAX_DROPPED) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
    }

    /** The request without wrappers, which may read the whole body when their stream is asked for. */
    private static HttpServletRequest ofServer(HttpServletRequest request) {
        HttpServletRequest inner = request;
        while (inner instanceof HttpServletRequestWrapper wrapper
                && wrapper.getRequest() instanceof HttpServletRequest wrapped) {
            inner = wrapped;
        }
        return inner;
    }

    private static boolean isRead(HttpServletRequest request) throws IOException {
        try {
            return request.getInputStream().isFinished();
        } catch (IllegalStateException e) { // the application has taken a reader, which cannot tell
            return false;
        }
    }

    private static boolean isDroppedByServer(HttpServletRequest request) {
        return request.getServletContext().getServerInfo().startsWith("Apache Tomcat/");
    }

    /** Sends the response and drops the rest of a refused body. Called when the arena has ended, which need not wait for the client. */
    static void drop(HttpServletRequest wrapped, HttpServletResponse response) {
        HttpServletRequest request = ofServer(wrapped);
        if (request.getAttribute(ATTRIBUTE) == null) {
            return;
        }
        request.removeAttribute(ATTRIBUTE);
        try {
            response.flushBuffer();
            Rest rest = rest(request);
            long dropped = 0;
            for (int count; dropped < MAX_DROPPED && (count = rest.read()) >= 0;) {
                dropped += count;
            }
        } catch (IOException _) {
            // the client has gone, and the server closes the connection
        }
    }

    /** What is left of a body. */
    @FunctionalInterface
    private interface Rest {

        /** Reads a block. Returns its length, or −1 at the end. */
        int read() throws IOException;
    }

    private static Rest rest(HttpServletRequest request) throws IOException {
        try {
            InputStream in = request.getInputStream();
            byte[] block = new byte[BLOCK];
            return () -> in.read(block);
        } catch (IllegalStateException e) { // the application has taken a reader
            Reader reader = request.getReader();
            char[] block = new char[BLOCK];
            return () -> reader.read(block);
        }
    }
}
