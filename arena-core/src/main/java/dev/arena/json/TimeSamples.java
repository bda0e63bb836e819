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

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.util.TokenBuffer;

import dev.arena.json.token.TimeScanner;
import dev.arena.record.FieldKind;

/**
 * Sample times in each format that {@link TimeScanner} supports. Serializers and deserializers of databind keep formats in
 * private fields, so only samples show whether a format is set.
 */
final class TimeSamples {
    private static final List<LocalDate> DATES = List.of(LocalDate.of(2026, 1, 2), LocalDate.of(1969, 12, 31));
    private static final List<LocalTime> TIMES = List.of(LocalTime.of(3, 4, 5), LocalTime.of(3, 4),
            LocalTime.of(0, 0, 0, 600_000_000), LocalTime.of(23, 59, 59, 123_456_000), LocalTime.of(1, 2, 3, 4));

    private TimeSamples() {}

    /** Sample times of a kind, whose JSON is the result of {@code toString}. */
    static List<Object> of(FieldKind kind) {
        return switch (kind) {
            case LOCAL_DATE -> List.copyOf(DATES);
            case LOCAL_TIME -> List.copyOf(TIMES);
            case LOCAL_DATE_TIME -> TIMES.stream().<Object>map(DATES.getFirst()::atTime).toList();
            case INSTANT -> TIMES.stream().<Object>map(
                    it -> Instant.parse(LocalDateTime.of(DATES.getLast(), it).withSecond(7).toString() + 'Z')).toList();
            default -> List.of();
        };
    }

    static boolean areReadBy(ValueDeserializer<?> deserializer, FieldKind kind, BoundMapper mapper) {
        return of(kind).stream().allMatch(it -> it.equals(read(it.toString(), deserializer, mapper)));
    }

    private static Object read(String text, ValueDeserializer<?> deserializer, BoundMapper mapper) {
        DeserializationContext context = mapper.readContext();
        TokenBuffer tokens = mapper.writeContext().bufferForValueConversion();
        tokens.writeString(text);
        try (JsonParser parser = tokens.asParserOnFirstToken(context)) {
            return deserializer.deserialize(parser, context);
        } catch (DatabindException e) {
            return e;
        }
    }
}
