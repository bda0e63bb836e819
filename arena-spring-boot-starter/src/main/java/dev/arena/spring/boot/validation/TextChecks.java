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

package dev.arena.spring.boot.validation;

import java.lang.annotation.Annotation;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern.Flag;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import dev.arena.record.Field;
import dev.arena.text.Utf8String;

/** Checks of texts, which read the UTF-8 bytes in place. */
final class TextChecks {

    private TextChecks() {}

    /** The check of a constraint, or null if there is none. */
    static @Nullable FieldCheck of(Annotation constraint) {
        return switch (constraint) {
            case Size it when 0 <= it.min() && it.min() <= it.max() -> size(it.min(), it.max());
            case NotEmpty _ -> (field, rows, row, _) -> field.textLength(rows, row) > 0;
            case NotBlank _ -> TextChecks::isVisible;
            case jakarta.validation.constraints.Pattern it -> pattern(it);
            default -> null;
        };
    }

    private static @Nullable FieldCheck pattern(jakarta.validation.constraints.Pattern constraint) {
        int flags = Arrays.stream(constraint.flags()).mapToInt(Flag::getValue).reduce(0, (one, other) -> one | other);
        Pattern pattern;
        try {
            pattern = Pattern.compile(constraint.regexp(), flags);
        } catch (PatternSyntaxException e) { // the validator reports it
            return null;
        }
        return (field, rows, row, text) -> {
            Utf8String value = field.getText(rows, row, text);
            return value != null && pattern.matcher(value).matches();
        };
    }

    /**
     * A text has at most as many UTF-16 units as bytes, and at least a third as many. Most texts therefore need no counting.
     */
    private static FieldCheck size(int min, int max) {
        return (field, rows, row, text) -> {
            int bytes = field.textLength(rows, row);
            if (bytes <= max && (bytes + 2) / 3 >= min) {
                return true;
            }
            int units = units(text, field.textOffset(rows, row), bytes);
            return units >= min && units <= max;
        };
    }

    /** A byte that begins a character is a unit, and one that begins a character of four bytes is two. */
    private static int units(MemorySegment text, long start, int bytes) {
        int units = 0;
        for (long at = start; at < start + bytes; at++) {
            int unit = Byte.toUnsignedInt(text.get(ValueLayout.JAVA_BYTE, at));
            if ((unit & 0xC0) != 0x80) {
                units += unit < 0xF0 ? 1 : 2;
            }
        }
        return units;
    }

    /** Whether a text has a character that is no white space by any definition. */
    private static boolean isVisible(Field field, MemorySegment rows, long row, MemorySegment text) {
        long start = field.textOffset(rows, row);
        long end = start + field.textLength(rows, row);
        for (long at = start; at < end; at++) {
            int unit = Byte.toUnsignedInt(text.get(ValueLayout.JAVA_BYTE, at));
            if ((unit > ' ' && unit < 0x7F) || (unit > 0xE3) || (unit > 0xC2 && unit < 0xE1)
                    || (unit == 0xE3 && text.get(ValueLayout.JAVA_BYTE, at + 1) != (byte) 0x80)) {
                return true; // white space beyond ASCII begins with C2, E1, E2 or E3 80
            }
        }
        return false;
    }
}
