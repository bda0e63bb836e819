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
import java.lang.foreign.ValueLayout;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;

import dev.arena.collect.ArenaCollection;
import dev.arena.collect.BooleanVec;
import dev.arena.collect.ByteVec;
import dev.arena.collect.DoubleVec;
import dev.arena.collect.FloatVec;
import dev.arena.collect.IntVec;
import dev.arena.collect.LongMap;
import dev.arena.collect.LongSet;
import dev.arena.collect.LongVec;
import dev.arena.collect.NumberedMap;
import dev.arena.collect.RecordMap;
import dev.arena.collect.RecordRows;
import dev.arena.collect.RecordSet;
import dev.arena.collect.ShortVec;
import dev.arena.collect.StringLongMap;
import dev.arena.collect.StringMap;
import dev.arena.text.Utf16Builder;
import dev.arena.text.Utf16String;
import dev.arena.text.Utf8Builder;
import dev.arena.text.Utf8String;

/** Encodes arena memory as JSON, for each type. One instance per document. */
final class JsonEncoder {
    private static final Set<Class<?>> TEXTS = Set.of(Utf8String.class, Utf8Builder.class, Utf16String.class,
            Utf16Builder.class);

    private static final SerializableString KEY = new SerializedString("key");
    private static final SerializableString VALUE = new SerializedString("value");

    private final JsonSink sink;
    private final JsonGenerator generator;
    private final RecordWriters writers;
    private final Predicate<Class<?>> isCopied;

    /**
     * Creates an encoder.
     *
     * @param isCopied whether databind writes a copy of the values of a class
     */
    JsonEncoder(JsonGenerator generator, Supplier<? extends SerializationContext> contexts, RecordWriters writers,
            Predicate<Class<?>> isCopied) {
        this.sink = new JsonSink(generator, contexts);
        this.generator = generator;
        this.writers = writers;
        this.isCopied = isCopied;
    }

    /** Whether {@link #write} accepts values of a class, in addition to records. */
    static boolean accepts(Class<?> type) {
        return ArenaCollection.class.isAssignableFrom(type) || type == JsonValue.class || TEXTS.contains(type);
    }

    /** Writes a value of any type that can be encoded. */
    void write(@Nullable Object value) {
        switch (value) {
            case null -> generator.writeNull();
            case Object it when isCopied.test(it.getClass()) -> writeCopy(it);
            case JsonValue json -> new JsonValueWriter(json.document(), sink).write(json.index());
            case Record one -> writeRecord(one);
            case Utf8String text -> writeText(text.segment());
            case Utf8Builder text -> writeText(text.segment());
            case Utf16String text -> sink.text(text);
            case Utf16Builder text -> sink.text(Utf16String.ofUnchecked(text.segment()));
            case ByteVec bytes -> writeBytes(bytes.segment().toArray(ValueLayout.JAVA_BYTE));
            case StringLongMap map -> writeMap(map);
            case StringMap<?> map -> writeMap(map);
            case LongMap<?> map -> writeMap(map);
            case ArenaCollection elements -> writeArray(elements);
            default -> throw new IllegalArgumentException(value.getClass().getName() + " cannot be encoded");
        }
    }

    private void writeCopy(Object value) {
        HeapCopy copy = HeapCopy.of(value, sink.context().getTypeFactory());
        copy.serializer(null, sink.context()).serialize(copy.value(), generator, sink.context());
    }

    /** Writes a value as the only member of an object. */
    void writeWrapped(SerializableString name, Object value) {
        generator.writeStartObject();
        generator.writeName(name);
        write(value);
        generator.writeEndObject();
    }

    private void writeText(MemorySegment utf8) {
        sink.text(utf8, 0, utf8.byteSize());
    }

    private void writeBytes(byte[] bytes) {
        generator.writeBinary(sink.context().getConfig().getBase64Variant(), bytes, 0, bytes.length);
    }

    /** Writes an array. Some formats write its size before the elements. */
    private void writeArray(ArenaCollection values) {
        long size = values.size();
        if (size == 1 && sink.context().isEnabled(SerializationFeature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED)) {
            writeElements(values);
            return;
        }
        generator.writeStartArray(null, (int) size);
        writeElements(values);
        generator.writeEndArray();
    }

    /** Writes the records one after the other. */
    void writeEach(RecordRows<?> values) {
        RecordWriter writer = writers.of(values.layout());
        MemorySegment rows = values.rows();
        MemorySegment text = values.textSegment();
        long rowBytes = values.layout().byteSize();
        long end = values.size() * rowBytes;
        for (long row = 0; row < end; row += rowBytes) {
            writer.write(sink, rows, row, text);
        }
    }

    /** Writes values one in each line; the generator puts the line breaks between them. */
    void writeLines(Object values) {
        if (writeElements(values)) {
            generator.writeRaw('\n');
        }
    }

    /** Writes values one after the other. Returns whether there were any. */
    boolean writeElements(Object values) {
        return switch (values) {
            case Iterable<?> it when !(it instanceof RecordRows<?>) && isCopied.test(it.getClass()) -> {
                var elements = (List<?>) HeapCopy.of(it, sink.context().getTypeFactory()).value();
                elements.forEach(each -> sink.context().writeValue(generator, each));
                yield !elements.isEmpty();
            }
            case ArenaCollection elements -> {
                writeElementsOf(elements);
                yield !elements.isEmpty();
            }
            case Iterable<?> several -> {
                boolean any = false;
                for (Object each : several) {
                    write(each);
                    any = true;
                }
                yield any;
            }
            default -> throw hasNoElements(values);
        };
    }

    private static IllegalArgumentException hasNoElements(Object values) {
        return new IllegalArgumentException(values.getClass().getName() + " has no elements");
    }

    private void writeElementsOf(ArenaCollection values) {
        switch (values) {
            case RecordRows<?> rows -> writeEach(rows);
            case IntVec ints -> writeInts(ints.segment());
            case LongVec longs -> writeLongs(longs.segment());
            case DoubleVec doubles -> writeDoubles(doubles.segment());
            case BooleanVec booleans -> booleans.forEach(generator::writeBoolean);
            case ShortVec shorts -> writeShorts(shorts);
            case FloatVec floats -> writeFloats(floats);
            case LongSet longs -> longs.forEach(sink::number);
            case RecordSet<?> records -> writeRecords(records);
            case RecordMap<?, ?> map -> writeEntries(map);
            case Iterable<?> several -> several.forEach(this::write);
            default -> throw hasNoElements(values);
        }
    }

    /** Writes a record object like any other object. */
    private void writeRecord(Record value) {
        sink.context().writeValue(generator, value);
    }

    private <R extends Record> void writeRecords(RecordSet<R> records) {
        records.forEach(this::writeRecord);
    }

    /** Writes a map from records as an array of pairs, because a record cannot be a name. */
    private <K extends Record> void writeEntries(RecordMap<K, ?> map) {
        RecordWriter writer = writers.of(map.layout());
        MemorySegment rows = map.rows();
        MemorySegment text = textOf(map);
        long rowBytes = map.layout().byteSize();
        for (long number = 0; number < map.size(); number++) {
            generator.writeStartObject();
            generator.writeName(KEY);
            writeRecord(map.keyAt(number));
            generator.writeName(VALUE);
            writer.write(sink, rows, number * rowBytes, text);
            generator.writeEndObject();
        }
    }

    private static MemorySegment textOf(NumberedMap<?, ?> map) {
        return map.layout().hasText() ? map.text().segment() : MemorySegment.NULL;
    }

    private void writeShorts(ShortVec shorts) {
        for (long i = 0; i < shorts.size(); i++) {
            generator.writeNumber(shorts.get(i));
        }
    }

    private void writeFloats(FloatVec floats) {
        for (long i = 0; i < floats.size(); i++) {
            sink.number(floats.get(i));
        }
    }

    private void writeInts(MemorySegment ints) {
        for (long at = 0; at < ints.byteSize(); at += Integer.BYTES) {
            generator.writeNumber(ints.get(ValueLayout.JAVA_INT, at));
        }
    }

    private void writeLongs(MemorySegment longs) {
        for (long at = 0; at < longs.byteSize(); at += Long.BYTES) {
            generator.writeNumber(longs.get(ValueLayout.JAVA_LONG, at));
        }
    }

    private void writeDoubles(MemorySegment doubles) {
        for (long at = 0; at < doubles.byteSize(); at += Double.BYTES) {
            sink.number(doubles.get(ValueLayout.JAVA_DOUBLE, at));
        }
    }

    private void writeMap(NumberedMap<?, ?> map) {
        RecordWriter writer = writers.of(map.layout());
        MemorySegment rows = map.rows();
        MemorySegment text = textOf(map);
        long rowBytes = map.layout().byteSize();
        generator.writeStartObject();
        long[] order = order(map.size(), map::keyAt);
        for (int i = 0; i < map.size(); i++) {
            long number = order == null ? i : order[i];
            generator.writeName(map.keyAt(number).toString());
            writer.write(sink, rows, number * rowBytes, text);
        }
        generator.writeEndObject();
    }

    /** The numbers of the entries of a map in the order in which they are written, or null if that is their own. */
    private long @Nullable [] order(long size, LongFunction<?> keys) {
        return size > 1 && sink.context().isEnabled(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                ? LongStream.range(0, size).boxed()
                        .sorted(Comparator.comparing(number -> comparable(keys.apply(number))))
                        .mapToLong(Long::longValue).toArray()
                : null;
    }

    @SuppressWarnings("unchecked")
    private static Comparable<Object> comparable(Object key) {
        return (Comparable<Object>) (key instanceof CharSequence ? key.toString() : key);
    }

    private void writeMap(StringLongMap map) {
        generator.writeStartObject();
        long[] order = order(map.size(), map::keyAt);
        for (int i = 0; i < map.size(); i++) {
            long number = order == null ? i : order[i];
            generator.writeName(map.keyAt(number).toString());
            generator.writeNumber(map.valueAt(number));
        }
        generator.writeEndObject();
    }
}
