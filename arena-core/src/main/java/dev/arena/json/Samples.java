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

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.databind.SerializationContext;

import dev.arena.Arena;
import dev.arena.record.Field;
import dev.arena.record.FieldKind;
import dev.arena.record.RecordLayout;
import dev.arena.text.Utf8Builder;
import dev.arena.text.Utf8String;

/**
 * Sample values that show whether databind writes a component in the same way as this package. Serializers keep settings such
 * as formats, or single elements without an array, in private fields.
 */
final class Samples {
    private static final List<Object> DECIMALS = List.of(new BigDecimal("12.50"), new BigDecimal("0.000001"),
            new BigDecimal("-1E-7"), new BigDecimal("1E+5"), BigDecimal.ZERO, new BigDecimal("12345678901234567890.1"));
    private static final List<Object> INTEGERS = List.of(BigInteger.TWO, BigInteger.ZERO, BigInteger.TEN.pow(30));
    private static final List<Object> UUIDS = List.of(new UUID(0x123456789ABCDEFL, -2), new UUID(0, 0));
    private static final List<Object> TEXTS = List.of("a\"é/", "");

    private final Arena arena;

    /** The records that are being made: those within their own type are left out, as there would be no end of them. */
    private final Set<Type> around = new HashSet<>();

    private Samples(Arena arena) {
        this.arena = arena;
    }

    /** Whether a component is written by databind in the same way as by a writer. */
    static boolean agree(Field field, RecordLayout<?> layout, FieldWriter writer, StandardProperty property,
            SerializationContext context) {
        try (Arena arena = Arena.create()) {
            MemorySegment row = layout.allocate(arena);
            Utf8Builder text = layout.newText(arena, 64);
            List<Object> samples = new Samples(arena).of(field);
            for (Object sample : samples) {
                field.setValue(row, 0, sample, text);
                MemorySegment texts = text.segment();
                Object value = field.getValue(row, 0, texts);
                byte[] expected = written(context, sink -> property.write(value, sink.generator(), sink.context()));
                if (!Arrays.equals(expected, written(context, sink -> writer.write(sink, row, 0, texts)))) {
                    return false;
                }
            }
            return !samples.isEmpty();
        } catch (RuntimeException e) { // a constructor or a serializer of the application rejects the samples
            return false;
        }
    }

    private static byte[] written(SerializationContext context, Consumer<JsonSink> body) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = context.tokenStreamFactory().createGenerator(ObjectWriteContext.empty(),
                bytes)) {
            context.writeValue(generator, new SelfWriting((target, writing) -> {
                target.writeStartObject();
                body.accept(new JsonSink(target, () -> writing));
                target.writeEndObject();
            }));
        }
        return bytes.toByteArray();
    }

    /** Values of a component; none if there is no way to make them. */
    private List<Object> of(Field field) {
        return switch (field.kind()) {
            case BOOLEAN -> List.of(true, false);
            case BYTE -> List.of((byte) 1, (byte) 0);
            case SHORT -> List.of((short) 1, (short) 0);
            case CHAR -> List.of('a', '"');
            case INT -> List.of(1, -42, 0);
            case LONG -> List.of(1L, Long.MAX_VALUE, 0L);
            case FLOAT -> List.of(1.5f, 0f);
            case DOUBLE -> List.of(1.5, 0d, 1e300);
            case ENUM -> List.of(field.type().getEnumConstants());
            case STRING -> TEXTS;
            case UTF8 -> List.of(Utf8String.copyOf(arena, "a\"é"), Utf8String.copyOf(arena, ""));
            case DECIMAL -> DECIMALS;
            case INTEGER -> INTEGERS;
            case UUID -> UUIDS;
            case RECORD -> ofRecord(field.nested());
            case SEQUENCE -> ofSequence(field.element());
            case MAP -> ofMap(field.element());
            default -> TimeSamples.of(field.kind());
        };
    }

    private List<Object> ofRecord(@Nullable RecordLayout<?> layout) {
        if (layout == null || !around.add(layout.genericType())) {
            return List.of();
        }
        MemorySegment row = layout.allocate(arena);
        Utf8Builder text = layout.newText(arena, 64);
        for (Field field : layout.fields()) {
            List<Object> samples = of(field);
            if (!samples.isEmpty()) {
                field.setValue(row, 0, samples.getFirst(), text);
            }
        }
        around.remove(layout.genericType());
        return List.of(layout.read(row, 0, text.segment()));
    }

    private List<Object> ofSequence(Field element) {
        List<@Nullable Object> elements = new ArrayList<>(of(element));
        if (elements.isEmpty()) {
            return List.of();
        }
        List<Object> samples = new ArrayList<>(List.of(List.of(), elements.subList(0, 1), List.copyOf(elements)));
        if (element.nullable()) {
            samples.add(Arrays.asList(elements.getFirst(), null));
            samples.add(Collections.singletonList(null));
        }
        return samples;
    }

    /** In an order that a mapper which sorts them would change. */
    private List<Object> ofMap(Field value) {
        List<Object> values = of(value);
        if (values.isEmpty()) {
            return List.of();
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = values.size(); i > 0; i--) {
            map.put("é\"/" + i, values.get(i - 1));
        }
        map.put("", value.nullable() ? null : values.getFirst());
        return List.of(Map.of(), Map.of("a", values.getFirst()), map);
    }

    /** Whether a kind is one whose serializers must be tried. */
    static boolean areNeeded(FieldKind kind) {
        return kind.compareTo(FieldKind.RECORD) > 0;
    }
}
