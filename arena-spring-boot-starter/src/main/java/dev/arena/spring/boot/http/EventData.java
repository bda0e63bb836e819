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

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServletServerHttpResponse;

/**
 * Writes the data of a server-sent event. Each line starts with {@code data:}, so that text cannot end the event and start
 * another one. Lines end with a line feed, a carriage return, or both, as the HTML standard defines.
 */
final class EventData extends FilterOutputStream {
    private static final byte[] NEXT_LINE = "\ndata:".getBytes(StandardCharsets.US_ASCII);

    /** Whether the last byte was a carriage return, to which a line feed may belong. */
    private boolean afterReturn;

    private EventData(OutputStream out) {
        super(out);
    }

    /** Returns the stream for data of a message. If an emitter writes the fields of events to the message, it is the data of an event. */
    static OutputStream of(HttpOutputMessage message) throws IOException {
        OutputStream out = message.getBody();
        return isEvent(message) ? new EventData(out) : out;
    }

    /** Handlers whose whole body is a stream of events write its fields themselves. */
    static boolean isEvent(HttpOutputMessage message) {
        return !(message instanceof ServletServerHttpResponse)
                && MediaType.TEXT_EVENT_STREAM.equalsTypeAndSubtype(message.getHeaders().getContentType());
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[]{(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int from = offset;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            byte value = bytes[i];
            if (value == '\n' || value == '\r') {
                out.write(bytes, from, i - from);
                from = i + 1;
                if (value == '\r' || !afterReturn) {
                    out.write(NEXT_LINE);
                }
            }
            afterReturn = value == '\r';
        }
        out.write(bytes, from, end - from);
    }
}
