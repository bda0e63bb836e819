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

package dev.arena.demo.measurements;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

import jakarta.servlet.ServletInputStream;

/**
 * The body of a request as a channel. Servlet containers implement {@link ServletInputStream#read(ByteBuffer)} differently:
 * Tomcat keeps the position and sets the limit, Jetty advances the position. This class advances the position, like any
 * channel.
 *
 * @param in the body; the container closes it
 */
record ServletBody(ServletInputStream in) implements ReadableByteChannel {

    @Override
    public int read(ByteBuffer to) throws IOException {
        int position = to.position();
        int limit = to.limit();
        int bytes = in.read(to);
        to.limit(limit).position(position + Math.max(0, bytes));
        return bytes;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
