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

import jakarta.servlet.http.HttpServletRequest;
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
    static void prepareDrop(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long length = request.getContentLengthLong();
        boolean hasBody = length > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        if (!hasBody || !request.getProtocol().startsWith("HTTP/1") || isDroppedByServer(request)
                || request.getInputStream().isFinished()) {
            return;
        }
        request.setAttribute(ATTRIBUTE, true);
        if (length < 0 || length > MAX_DROPPED) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
    }

    private static boolean isDroppedByServer(HttpServletRequest request) {
        return request.getServletContext().getServerInfo().startsWith("Apache Tomcat/");
    }

    /** Sends the response and drops the rest of a refused body. Called when the arena has ended, which need not wait for the client. */
    static void drop(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(ATTRIBUTE) == null) {
            return;
        }
        request.removeAttribute(ATTRIBUTE);
        try {
            response.flushBuffer();
            InputStream rest = request.getInputStream();
            byte[] block = new byte[BLOCK];
            long dropped = 0;
            for (int count; dropped < MAX_DROPPED && (count = rest.read(block)) >= 0;) {
                dropped += count;
            }
        } catch (IOException _) {
            // the client has gone, and the server closes the connection
        }
    }
}
