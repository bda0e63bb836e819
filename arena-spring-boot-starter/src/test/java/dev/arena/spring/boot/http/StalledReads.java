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

package dev.arena.spring.boot.http;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/**
 * Counts the requests whose reader has received all bytes that their client has sent, and requests more. Such a reader has taken all
 * memory that it needs for these bytes. A header contains the number of bytes.
 */
final class StalledReads implements Filter {

    /** Number of bytes of the body that the client sends. */
    static final String SENT = "X-Sent";

    private final AtomicInteger stalled = new AtomicInteger();

    void forget() {
        stalled.set(0);
    }

    void awaitStalled(int requests) {
        await("readers that wait for their clients").until(() -> stalled.get() == requests);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String sent = ((HttpServletRequest) request).getHeader(SENT);
        chain.doFilter(sent == null ? request : new Counted((HttpServletRequest) request, Integer.parseInt(sent)),
                response);
    }

    private final class Counted extends HttpServletRequestWrapper {
        private final int sent;
        private @Nullable ServletInputStream stream;

        Counted(HttpServletRequest request, int sent) {
            super(request);
            this.sent = sent;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            ServletInputStream counted = stream;
            if (counted == null) {
                counted = new CountedStream(super.getInputStream(), sent);
                stream = counted;
            }
            return counted;
        }
    }

    private final class CountedStream extends ServletInputStream {
        private final ServletInputStream bytes;
        private int left;

        CountedStream(ServletInputStream bytes, int sent) {
            this.bytes = bytes;
            this.left = sent;
        }

        private void beforeReading() {
            if (left == 0) {
                stalled.incrementAndGet();
            }
        }

        @Override
        public int read() throws IOException {
            beforeReading();
            int value = bytes.read();
            left--;
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            beforeReading();
            int count = bytes.read(buffer, offset, length);
            left -= count;
            return count;
        }

        @Override
        public boolean isFinished() {
            return bytes.isFinished();
        }

        @Override
        public boolean isReady() {
            return bytes.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            bytes.setReadListener(listener);
        }
    }
}
