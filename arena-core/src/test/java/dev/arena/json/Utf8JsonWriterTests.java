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
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.json.token.MemberName;
import dev.arena.json.token.Utf8JsonFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that the writer writes the same bytes as Jackson's generator. */
class Utf8JsonWriterTests {
    private static final long SEED = 20261129;

    private final Arena arena = Arena.create();

    @AfterEach
    void close() {
        arena.close();
    }

    /** Settings that change the output. */
    enum Setting {
        USUAL,
        SLASHES_AS_THEY_ARE,
        LOWER_HEX,
        NUMBERS_AS_STRINGS,
        NOT_ASCII_ESCAPED,
        UNQUOTED_NAMES,
        NAN_AS_NUMBERS,
        SURROGATES_ESCAPED,
        PRETTY;

        JsonFactoryBuilder builder() {
            return switch (this) {
                case USUAL, PRETTY -> JsonFactory.builder();
                case SLASHES_AS_THEY_ARE -> JsonFactory.builder().disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES);
                case LOWER_HEX -> JsonFactory.builder().disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE);
                case NUMBERS_AS_STRINGS -> JsonFactory.builder().enable(JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS);
                case NOT_ASCII_ESCAPED -> JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII);
                case UNQUOTED_NAMES -> JsonFactory.builder().disable(JsonWriteFeature.QUOTE_PROPERTY_NAMES);
                case NAN_AS_NUMBERS -> JsonFactory.builder().disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS);
                case SURROGATES_ESCAPED -> JsonFactory.builder()
                        .disable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8);
            };
        }

        ObjectWriteContext context() {
            return new ObjectWriteContext.Base() {
                @Override
                public @Nullable PrettyPrinter getPrettyPrinter() {
                    return Setting.this == PRETTY ? new DefaultPrettyPrinter() : null;
                }
            };
        }
    }

    private String written(Setting setting, Consumer<JsonSink> body) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = new Utf8JsonFactory(setting.builder()).createGenerator(setting.context(),
                bytes)) {
            body.accept(new JsonSink(generator, () -> new JsonMapper()._serializationContext()));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String expected(Setting setting, Consumer<JsonGenerator> body) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = setting.builder().build().createGenerator(setting.context(), bytes)) {
            body.accept(generator);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private MemorySegment memory(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        MemorySegment memory = arena.allocate(bytes.length, 1);
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return memory;
    }

    private static final List<String> TEXTS = List.of("", "a", "abcdefg", "abcdefgh", "abcdefghi", "0123456789abcdef",
            "\"",
            "\\", "/", "a/b", "abcdefg/", "abcdefgh/", "\n", "\u0000", "abc\u001fdef", "\u007f", "é", "€😀", "Ürümqi",
            "é\"é",
            "x".repeat(1023), "x".repeat(1024), "x".repeat(1025), "é".repeat(600), "\"".repeat(3000),
            "x".repeat(9000) + "\t",
            "\u2028", "x".repeat(7990), "y".repeat(7999) + "\\");

    @ParameterizedTest
    @EnumSource
    void writesTextsAsJackson(Setting setting) {
        for (String text : TEXTS) {
            MemorySegment memory = memory(text);
            assertThat(written(setting, sink -> sink.text(memory, 0, memory.byteSize()))).as(text)
                    .isEqualTo(expected(setting, generator -> generator.writeString(text)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesMembersAsJackson(Setting setting) {
        var random = new Random(SEED);
        for (int i = 0; i < 30; i++) {
            long seed = random.nextLong();
            String found = written(setting, sink -> {
                var values = new Random(seed);
                sink.startArray();
                for (int row = 0; row < 100; row++) {
                    boolean isPlain = sink.startObject(2);
                    for (int member = 0; member < 5; member++) {
                        sink.name(new MemberName(new SerializedString("n/\"\n" + member)));
                        writeAny(sink, values);
                    }
                    sink.endObject(isPlain);
                }
                sink.endArray();
            });
            String expected = expected(setting, generator -> {
                var values = new Random(seed);
                generator.writeStartArray();
                for (int row = 0; row < 100; row++) {
                    generator.writeStartObject();
                    for (int member = 0; member < 5; member++) {
                        generator.writeName(new SerializedString("n/\"\n" + member));
                        writeAny(generator, values);
                    }
                    generator.writeEndObject();
                }
                generator.writeEndArray();
            });
            assertThat(found).isEqualTo(expected);
        }
    }

    private void writeAny(JsonSink sink, Random values) {
        switch (values.nextInt(13)) {
            case 0 -> sink.number(values.nextLong() >> values.nextInt(64));
            case 1 -> sink.number(number(values));
            case 2 -> {
                MemorySegment text = memory(TEXTS.get(values.nextInt(TEXTS.size())));
                sink.text(text, 0, text.byteSize());
            }
            case 3 -> sink.number(values.nextInt());
            case 4 -> sink.number((float) number(values));
            case 5 -> sink.truth(values.nextBoolean());
            case 6 -> sink.nothing();
            case 7 -> sink.constant(new SerializedString(TEXTS.get(values.nextInt(TEXTS.size()))));
            case 8 -> sink.character((char) values.nextInt(0x300));
            case 9 -> assertThat(sink.decimal(values.nextInt(), values.nextInt(6))).isTrue();
            case 10 -> sink.uuid(1, values.nextInt(16));
            case 11 -> {
                sink.startArray();
                for (int i = values.nextInt(3); i > 0; i--) {
                    sink.element();
                    sink.number(i);
                }
                sink.endArray();
            }
            default -> {
                boolean isPlain = sink.startObject(1);
                for (int i = values.nextInt(3); i > 0; i--) {
                    MemorySegment name = memory(TEXTS.get(values.nextInt(TEXTS.size())));
                    sink.name(name, 0, (int) name.byteSize());
                    sink.number(number(values));
                }
                sink.endObject(isPlain);
            }
        }
    }

    private static void writeAny(JsonGenerator generator, Random values) {
        switch (values.nextInt(13)) {
            case 0 -> generator.writeNumber(values.nextLong() >> values.nextInt(64));
            case 1 -> generator.writeNumber(number(values));
            case 2 -> generator.writeString(TEXTS.get(values.nextInt(TEXTS.size())));
            case 3 -> generator.writeNumber(values.nextInt());
            case 4 -> generator.writeNumber((float) number(values));
            case 5 -> generator.writeBoolean(values.nextBoolean());
            case 6 -> generator.writeNull();
            case 7 -> generator.writeString(new SerializedString(TEXTS.get(values.nextInt(TEXTS.size()))));
            case 8 -> generator.writeString(String.valueOf((char) values.nextInt(0x300)));
            case 9 -> generator.writeNumber(BigDecimal.valueOf(values.nextInt(), values.nextInt(6)));
            case 10 -> generator.writeString(new UUID(1, values.nextInt(16)).toString());
            case 11 -> {
                generator.writeStartArray();
                for (int i = values.nextInt(3); i > 0; i--) {
                    generator.writeNumber(i);
                }
                generator.writeEndArray();
            }
            default -> {
                generator.writeStartObject();
                for (int i = values.nextInt(3); i > 0; i--) {
                    generator.writeName(TEXTS.get(values.nextInt(TEXTS.size())));
                    generator.writeNumber(number(values));
                }
                generator.writeEndObject();
            }
        }
    }

    private static double number(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextInt(2000) / 10.0 - 100;
            case 1 -> random.nextGaussian();
            case 2 -> Double.longBitsToDouble(random.nextLong());
            case 3 -> random.nextInt();
            case 4 -> random.nextInt(100_000) / 1000.0;
            case 5 -> random.nextInt(3) - 1;
            case 6 -> -0.0;
            default -> random.nextInt(1000) / 1e6;
        };
    }

    @ParameterizedTest
    @EnumSource
    void writesPlainObjectsAmongOthers(Setting setting) {
        var name = new MemberName(new SerializedString("a"));
        String found = written(setting, sink -> {
            JsonGenerator generator = sink.generator();
            generator.writeStartObject();
            generator.writeName("list");
            generator.writeStartArray();
            sink.endObject(sink.startObject(1));
            generator.writeNumber(1);
            boolean isPlain = sink.startObject(1);
            sink.name(name);
            sink.number(1);
            sink.endObject(isPlain);
            sink.number(2.5);
            generator.writeEndArray();
            generator.writeEndObject();
            sink.endObject(sink.startObject(1));
        });
        assertThat(found).isEqualTo(expected(setting, generator -> {
            generator.writeStartObject();
            generator.writeName("list");
            generator.writeStartArray();
            generator.writeStartObject().writeEndObject();
            generator.writeNumber(1);
            generator.writeStartObject().writeName(new SerializedString("a")).writeNumber(1).writeEndObject();
            generator.writeNumber(2.5);
            generator.writeEndArray();
            generator.writeEndObject();
            generator.writeStartObject().writeEndObject();
        }));
    }

    @Test
    void writesAnObjectOnlyInAValidPosition() {
        assertThatThrownBy(() -> written(Setting.USUAL, sink -> {
            sink.generator().writeStartObject();
            sink.startObject(1);
        })).isInstanceOf(StreamWriteException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void writesNoObjectDeeperThanAllowed(int depth) {
        JsonFactory factory = new Utf8JsonFactory(JsonFactory.builder()
                .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(2).build()));
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = factory.createGenerator(ObjectWriteContext.empty(), bytes)) {
            var sink = new JsonSink(generator, () -> new JsonMapper()._serializationContext());
            generator.writeStartArray();
            assertThat(sink.startObject(depth)).isEqualTo(depth == 1);
            sink.endObject(depth == 1);
            generator.writeEndArray();
        }
        assertThat(bytes).hasToString("[{}]");
    }

    @Test
    void writesComplexValuesAmongPlainMembers() {
        String found = written(Setting.USUAL, sink -> {
            boolean isPlain = sink.startObject(1);
            sink.name(new MemberName(new SerializedString("a")));
            sink.usual(generator -> generator.writeNumber(new BigDecimal("1E+100")));
            sink.name(new MemberName(new SerializedString("b")));
            sink.character('漢');
            sink.endObject(isPlain);
        });
        assertThat(found).isEqualTo("{\"a\":1E+100,\"b\":\"漢\"}");
    }

    @Test
    void readsTextAtTheEndOfItsMemory() {
        for (int length = 0; length < 40; length++) {
            String text = "é".repeat(length / 2) + "z".repeat(length % 2);
            MemorySegment memory = memory(text);
            assertThat(written(Setting.USUAL, sink -> sink.text(memory, 0, memory.byteSize())))
                    .isEqualTo("\"" + text + "\"");
        }
    }
}
