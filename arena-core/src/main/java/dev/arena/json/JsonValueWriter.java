package dev.arena.json;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/**
 * Writes values of one document. As their words stand one behind the other, depth costs no stack. The generator wants each name as
 * a string: the last ones are kept, as they come again.
 */
final class JsonValueWriter {
    private static final int NAMES = 256;

    private final JsonDocument document;
    private final JsonSink sink;
    private final JsonGenerator generator;
    private @Nullable SerializableString[] names = new SerializableString[0];
    private long[] places = {};

    JsonValueWriter(JsonDocument document, JsonSink sink) {
        this.document = document;
        this.sink = sink;
        this.generator = sink.generator();
    }

    void write(int begin) {
        Tape tape = document.tape();
        int end = document.next(begin);
        int levels = generator.streamWriteConstraints().getMaxNestingDepth()
                - generator.streamWriteContext().getNestingDepth();
        for (int i = begin; i < end; i++) {
            long word = tape.get(i);
            int tag = Word.tag(word);
            if (levels == 0 && (tag == Word.OBJECT || tag == Word.ARRAY)) { // the generator would refuse it
                generator.writeRawValue(JsonContent.toJson(document, i));
                i = (int) Word.payload(word);
                continue;
            }
            switch (tag) {
                case Word.OBJECT -> {
                    generator.writeStartObject();
                    levels--;
                }
                case Word.END_OBJECT -> {
                    generator.writeEndObject();
                    levels++;
                }
                case Word.ARRAY -> {
                    generator.writeStartArray();
                    levels--;
                }
                case Word.END_ARRAY -> {
                    generator.writeEndArray();
                    levels++;
                }
                case Word.NAME -> generator.writeName(name(Word.payload(word)));
                case Word.STRING -> {
                    long place = Word.payload(word);
                    Texts texts = document.texts();
                    sink.text(texts.page(place), Texts.offset(place), texts.length(place));
                }
                case Word.NUMBER -> {
                    long place = Word.payload(word);
                    Texts texts = document.texts();
                    sink.numberText(texts.page(place), Texts.offset(place), texts.length(place));
                }
                case Word.LONG -> generator.writeNumber(tape.get(++i));
                case Word.TRUE -> generator.writeBoolean(true);
                case Word.FALSE -> generator.writeBoolean(false);
                default -> generator.writeNull();
            }
        }
    }

    private SerializableString name(long place) {
        if (names.length == 0) {
            names = new SerializableString[NAMES];
            places = new long[NAMES];
        }
        int slot = (int) (place ^ place >>> Texts.OFFSET_SHIFT) & NAMES - 1;
        SerializableString known = names[slot];
        if (known == null || places[slot] != place) {
            known = new SerializedString(document.texts().string(place));
            names[slot] = known;
            places[slot] = place;
        }
        return known;
    }
}
