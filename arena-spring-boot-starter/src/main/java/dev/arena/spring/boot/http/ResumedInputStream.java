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
import java.io.InputStream;

/**
 * An input stream that first returns the bytes that were already read from another stream into an array. Closing it does not
 * close the other stream. Not thread safe.
 */
final class ResumedInputStream extends InputStream {
    private final byte[] first;
    private final int count;
    private final InputStream rest;
    private int position;

    ResumedInputStream(byte[] first, int count, InputStream rest) {
        this.first = first;
        this.count = count;
        this.rest = rest;
    }

    @Override
    public int read() throws IOException {
        return position < count ? first[position++] & 0xFF : rest.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int left = Math.min(count - position, length);
        if (left == 0) {
            return rest.read(target, offset, length);
        }
        System.arraycopy(first, position, target, offset, left);
        position += left;
        return left;
    }
}
