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

import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TemperatureTests {
    private static final Pattern TEMPERATURE = Pattern.compile("^-?[0-9]{1,2}\\.[0-9]");

    private static int parse(String text) {
        long word = 0;
        for (int i = 0; i < text.length(); i++) {
            word |= (text.charAt(i) & 0xFFL) << (8 * i);
        }
        return Temperature.parse(word);
    }

    @Test
    void parsesEveryTemperatureWithAnyFollowingText() {
        for (int tenths = -999; tenths <= 999; tenths++) {
            String text = (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10 + "." + Math.abs(tenths) % 10;
            for (String next : new String[]{"", "\n", "\r\n", ".", "5.5", "\u00FF\u00FF\u00FF"}) {
                int parsed = parse(text + next);
                assertThat(Temperature.tenths(parsed)).as(text).isEqualTo(tenths);
                assertThat(Temperature.length(parsed)).as(text).isEqualTo(text.length());
            }
        }
    }

    @Test
    void acceptsExactlyTheValidTextsOfFiveCharacters() {
        String alphabet = "-./019:\0\u00FA";
        char[] text = new char[5];
        int combinations = (int) Math.pow(alphabet.length(), text.length);
        for (int i = 0; i < combinations; i++) {
            for (int at = 0, rest = i; at < text.length; at++, rest /= alphabet.length()) {
                text[at] = alphabet.charAt(rest % alphabet.length());
            }
            var matcher = TEMPERATURE.matcher(new String(text));
            int parsed = parse(new String(text));
            if (matcher.find()) {
                assertThat(Temperature.tenths(parsed))
                        .isEqualTo((int) Math.round(10 * Double.parseDouble(matcher.group())));
                assertThat(Temperature.length(parsed)).isEqualTo(matcher.end());
            } else {
                assertThat(parsed).as("%s", (Object) text).isEqualTo(Temperature.NONE);
            }
        }
    }
}
