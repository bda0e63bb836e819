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

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;

import dev.arena.json.token.Utf8Name;
import dev.arena.json.token.Utf8Names;
import dev.arena.text.Utf8Builder;

/** A decoder without generated code, for runtimes that cannot define classes. */
final class InterpretedMemberDecoder extends MemberDecoder {
    private final Utf8Name[] names;
    private final ValuePlan[] values;

    private InterpretedMemberDecoder(Utf8Names names, List<ValuePlan> values) {
        this.names = IntStream.range(0, values.size()).mapToObj(names::get).toArray(Utf8Name[]::new);
        this.values = values.toArray(ValuePlan[]::new);
    }

    static MemberDecoder of(Utf8Names names, List<ValuePlan> values) {
        return new InterpretedMemberDecoder(names, values);
    }

    @Override
    long decode(int from, byte[] block, int at, int limit, boolean isComma, Decoding decoding, MemorySegment rows,
            long row, Utf8Builder text) {
        int next = from;
        int end = at;
        int lastValue = 0;
        while (next < values.length && values[next].isScalar()) {
            int value = memberAt(block, end, limit, names[next], isComma || next > from);
            int endOfValue = value < 0
                    ? -1
                    : values[next].decodeAt(block, value, limit, decoding, rows, row, text);
            if (endOfValue < 0) {
                break;
            }
            end = endOfValue;
            lastValue = value;
            next++;
        }
        return found(decoding, next - from, lastValue, end);
    }
}
