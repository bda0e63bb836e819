package dev.arena.json;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.SerializationContext;

import dev.arena.collect.ByteVec;
import dev.arena.collect.DoubleVec;
import dev.arena.collect.IntVec;
import dev.arena.collect.LongMap;
import dev.arena.collect.LongSet;
import dev.arena.collect.LongVec;
import dev.arena.collect.NumberedMap;
import dev.arena.collect.RecordMap;
import dev.arena.collect.RecordRows;
import dev.arena.collect.RecordSet;
import dev.arena.collect.StringLongMap;
import dev.arena.collect.StringMap;
import dev.arena.collect.StringSet;
import dev.arena.text.Utf16Builder;
import dev.arena.text.Utf16String;
import dev.arena.text.Utf8Builder;
import dev.arena.text.Utf8String;

/** Encodes what is in arena memory, each type in its way. For one document. */
final class JsonEncoder {
    /** All that {@link #write} takes, besides records. */
    static final List<Class<?>> TYPES = List.of(RecordRows.class, JsonValue.class, Utf8String.class, Utf8Builder.class,
            Utf16String.class, Utf16Builder.class, IntVec.class, LongVec.class, DoubleVec.class, ByteVec.class,
            StringSet.class, LongSet.class, RecordSet.class, StringLongMap.class, StringMap.class, LongMap.class,
            RecordMap.class);

    private static final SerializableString KEY = new SerializedString("key");
    private static final SerializableString VALUE = new SerializedString("value");

    private final JsonSink sink;
    private final JsonGenerator generator;
    private final RecordWriters writers;

    JsonEncoder(JsonGenerator generator, SerializationContext context, RecordWriters writers) {
        this.sink = new JsonSink(generator, context);
        this.generator = generator;
        this.writers = writers;
    }

    /** Writes a value of any type that can be encoded. */
    void write(@Nullable Object value) {
        switch (value) {
            case null -> generator.writeNull();
            case RecordRows<?> rows -> writeRows(rows);
            case JsonValue json -> new JsonValueWriter(json.document(), sink).write(json.index());
            case Record one -> writeRecord(one);
            case Utf8String text -> writeText(text.segment());
            case Utf8Builder text -> writeText(text.segment());
            case Utf16String text -> sink.text(text);
            case Utf16Builder text -> sink.text(Utf16String.ofValidated(text.segment()));
            case IntVec ints -> writeInts(ints.segment());
            case LongVec longs -> writeLongs(longs.segment());
            case DoubleVec doubles -> writeDoubles(doubles.segment());
            case ByteVec bytes -> generator.writeBinary(bytes.segment().toArray(ValueLayout.JAVA_BYTE));
            case StringSet strings -> writeStrings(strings);
            case LongSet longs -> writeLongs(longs);
            case RecordSet<?> records -> writeRecords(records);
            case StringLongMap map -> writeMap(map);
            case StringMap<?> map -> writeMap(map);
            case LongMap<?> map -> writeMap(map);
            case RecordMap<?, ?> map -> writeEntries(map);
            default -> throw new IllegalArgumentException(value.getClass().getName() + " cannot be encoded");
        }
    }

    private void writeText(MemorySegment utf8) {
        sink.text(utf8, 0, utf8.byteSize());
    }

    private void writeRows(RecordRows<?> values) {
        generator.writeStartArray();
        writeEach(values);
        generator.writeEndArray();
    }

    /** Writes the records one behind the other. */
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
    void writeLines(Iterable<?> values) {
        if (writeElements(values)) {
            generator.writeRaw('\n');
        }
    }

    /** Writes values one behind the other and answers whether there were any. */
    boolean writeElements(Iterable<?> values) {
        if (values instanceof RecordRows<?> rows) {
            writeEach(rows);
            return !rows.isEmpty();
        }
        boolean any = false;
        for (Object value : values) {
            write(value);
            any = true;
        }
        return any;
    }

    /** A record outside of the arena is an object as any other. */
    private void writeRecord(Record value) {
        sink.context().writeValue(generator, value);
    }

    private <R extends Record> void writeRecords(RecordSet<R> records) {
        generator.writeStartArray();
        records.forEach(this::writeRecord);
        generator.writeEndArray();
    }

    /** A record is no name, so this map is an array of pairs. */
    private <K extends Record> void writeEntries(RecordMap<K, ?> map) {
        RecordWriter writer = writers.of(map.layout());
        MemorySegment rows = map.rows();
        MemorySegment text = textOf(map);
        long rowBytes = map.layout().byteSize();
        generator.writeStartArray();
        for (long number = 0; number < map.size(); number++) {
            generator.writeStartObject();
            generator.writeName(KEY);
            writeRecord(map.keyAt(number));
            generator.writeName(VALUE);
            writer.write(sink, rows, number * rowBytes, text);
            generator.writeEndObject();
        }
        generator.writeEndArray();
    }

    private static MemorySegment textOf(NumberedMap<?, ?> map) {
        return map.layout().hasText() ? map.text().segment() : MemorySegment.NULL;
    }

    private void writeInts(MemorySegment ints) {
        generator.writeStartArray();
        for (long at = 0; at < ints.byteSize(); at += Integer.BYTES) {
            generator.writeNumber(ints.get(ValueLayout.JAVA_INT, at));
        }
        generator.writeEndArray();
    }

    private void writeLongs(MemorySegment longs) {
        generator.writeStartArray();
        for (long at = 0; at < longs.byteSize(); at += Long.BYTES) {
            generator.writeNumber(longs.get(ValueLayout.JAVA_LONG, at));
        }
        generator.writeEndArray();
    }

    private void writeDoubles(MemorySegment doubles) {
        generator.writeStartArray();
        for (long at = 0; at < doubles.byteSize(); at += Double.BYTES) {
            sink.number(doubles.get(ValueLayout.JAVA_DOUBLE, at));
        }
        generator.writeEndArray();
    }

    private void writeStrings(StringSet strings) {
        generator.writeStartArray();
        for (Utf8String each : strings) {
            writeText(each.segment());
        }
        generator.writeEndArray();
    }

    private void writeLongs(LongSet longs) {
        generator.writeStartArray();
        longs.forEach(generator::writeNumber);
        generator.writeEndArray();
    }

    private void writeMap(NumberedMap<?, ?> map) {
        RecordWriter writer = writers.of(map.layout());
        MemorySegment rows = map.rows();
        MemorySegment text = textOf(map);
        long rowBytes = map.layout().byteSize();
        generator.writeStartObject();
        for (long number = 0; number < map.size(); number++) {
            generator.writeName(map.keyAt(number).toString());
            writer.write(sink, rows, number * rowBytes, text);
        }
        generator.writeEndObject();
    }

    private void writeMap(StringLongMap map) {
        generator.writeStartObject();
        map.forEach((name, value) -> {
            generator.writeName(name.toString());
            generator.writeNumber(value);
        });
        generator.writeEndObject();
    }
}
