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

package dev.arena;

/** The bytes of a script, read as the arguments of its calls. Zeros follow the last byte. */
final class ScriptInput {
    private final byte[] bytes;
    private final long interestingSize;
    private int position;

    /** Many sizes are slightly less than {@code interestingSize}. */
    ScriptInput(byte[] bytes, long interestingSize) {
        this.bytes = bytes;
        this.interestingSize = interestingSize;
    }

    boolean isOver() {
        return position >= bytes.length;
    }

    int next() {
        return isOver() ? 0 : bytes[position++] & 0xFF;
    }

    /** Returns a number below {@code bound}, which is at most 256. */
    int next(int bound) {
        return next() % bound;
    }

    /** Returns a size. Most sizes fit, others are negative, very large, or arbitrary. */
    long size() {
        int kind = next();
        return switch (kind % 8) {
            case 0, 1, 2, 3 -> next();
            case 4, 5 -> next() << 8 | next();
            case 6 -> switch (next() % 6) {
                case 0 -> -1;
                case 1 -> Long.MIN_VALUE;
                case 2 -> Long.MAX_VALUE;
                case 3 -> Long.MAX_VALUE - next();
                case 4 -> interestingSize + 1 - next();
                default -> Integer.MAX_VALUE + (long) next();
            };
            default -> anyLong();
        };
    }

    private long anyLong() {
        long any = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            any = any << 8 | next();
        }
        return any;
    }

    /** Mostly powers of two. */
    long alignment() {
        int kind = next();
        return switch (kind % 8) {
            case 0 -> 1L << next() % Long.SIZE;
            case 1 -> next() - 128;
            case 2 -> anyLong();
            default -> 1L << kind / 8 % 8;
        };
    }
}
