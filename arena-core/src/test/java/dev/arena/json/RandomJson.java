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

package dev.arena.json;

import java.util.Random;

/** Creates random documents: with repeated names, numbers of any size and form, escapes and white space. */
public final class RandomJson {
    private static final String[] NAMES = {"id", "name", "", "ключ", "a/b", "m~n", "\\\"", "𝄞", "text", "id"};

    private final Random random;
    private final StringBuilder json = new StringBuilder();
    private final boolean duplicates;

    private RandomJson(long seed, boolean duplicates) {
        this.random = new Random(seed);
        this.duplicates = duplicates;
    }

    public static String document(long seed, boolean duplicates) {
        var made = new RandomJson(seed, duplicates);
        made.value(0);
        return made.json.toString();
    }

    private void value(int depth) {
        space();
        switch (random.nextInt(depth > 6 ? 6 : 9)) {
            case 0 -> json.append("null");
            case 1 -> json.append(random.nextBoolean());
            case 2 -> json.append(integer());
            case 3 -> json.append(fraction());
            case 4, 5 -> string(text());
            case 6 -> array(depth);
            default -> object(depth);
        }
        space();
    }

    private void array(int depth) {
        json.append('[');
        int size = random.nextInt(6);
        for (int i = 0; i < size; i++) {
            json.append(i == 0 ? "" : ",");
            value(depth + 1);
        }
        space();
        json.append(']');
    }

    private void object(int depth) {
        json.append('{');
        int size = random.nextInt(6);
        for (int i = 0; i < size; i++) {
            json.append(i == 0 ? "" : ",");
            space();
            string(duplicates ? NAMES[random.nextInt(NAMES.length)] : NAMES[random.nextInt(NAMES.length)] + i);
            space();
            json.append(':');
            value(depth + 1);
        }
        space();
        json.append('}');
    }

    private String integer() {
        return switch (random.nextInt(5)) {
            case 0 -> Integer.toString(random.nextInt(20) - 10);
            case 1 -> Long.toString(random.nextLong());
            case 2 -> random.nextBoolean() ? "9223372036854775807" : "-9223372036854775808";
            case 3 -> "-0";
            default -> Long.toUnsignedString(random.nextLong()) + random.nextInt(1000);
        };
    }

    private String fraction() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(100) + "." + random.nextInt(100) + "0";
            case 1 -> Double.toString(random.nextGaussian());
            case 2 -> random.nextInt(10) + "e" + (random.nextInt(40) - 20);
            default -> "-0." + random.nextLong(Long.MAX_VALUE) + "E+" + random.nextInt(30);
        };
    }

    private String text() {
        var text = new StringBuilder();
        int length = random.nextInt(200) == 0 ? 3000 + random.nextInt(20_000) : random.nextInt(30);
        boolean ascii = random.nextBoolean();
        for (int i = 0; i < length; i++) {
            int kind = random.nextInt(40);
            text.appendCodePoint(ascii || kind < 30
                    ? ' ' + random.nextInt(95)
                    : kind < 33
                            ? random.nextInt(32)
                            : kind < 36
                                    ? 0x80 + random.nextInt(0x700)
                                    : kind < 39 ? 0x3040 + random.nextInt(0x1000) : 0x1F600 + random.nextInt(80));
        }
        return text.toString();
    }

    private void string(String text) {
        json.append('"');
        text.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                json.append('\\').appendCodePoint(point);
            } else if (point < ' ' || random.nextInt(50) == 0) {
                Character.toString(point).chars().forEach(c -> json.append(String.format("\\u%04x", c)));
            } else {
                json.appendCodePoint(point);
            }
        });
        json.append('"');
    }

    private void space() {
        if (random.nextInt(8) == 0) {
            json.append(" \t\n\r".charAt(random.nextInt(4)));
        }
    }
}
