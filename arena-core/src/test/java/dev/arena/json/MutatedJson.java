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

import java.util.Arrays;
import java.util.Random;

/** Creates documents with a few changed, added or removed bytes. Most of them are malformed. */
public final class MutatedJson {
    private static final String ALPHABET = "\"\\{}[]:,0159.eE+-tfnu \n\r\t/#'a\u0000\u001f";

    private MutatedJson() {}

    public static byte[] of(byte[] bytes, Random random) {
        byte[] changed = bytes.clone();
        for (int i = 0; i <= random.nextInt(3) && changed.length > 0; i++) {
            int at = random.nextInt(changed.length);
            switch (random.nextInt(4)) {
                case 0 -> changed[at] = (byte) random.nextInt(256);
                case 1 -> changed[at] = (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
                case 2 -> changed = Arrays.copyOf(changed, at);
                default -> {
                    byte[] longer = Arrays.copyOf(changed, changed.length + 1);
                    System.arraycopy(changed, at, longer, at + 1, changed.length - at);
                    longer[at] = (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
                    changed = longer;
                }
            }
        }
        return changed;
    }
}
