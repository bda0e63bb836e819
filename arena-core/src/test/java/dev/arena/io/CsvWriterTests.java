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

package dev.arena.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;
import dev.arena.record.RecordLayout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Tests that a reader of RFC 4180 gets the fields of the records. */
class CsvWriterTests {
    private final Arena arena = Arena.create();

    enum Quality {
        RAW, CHECKED
    }

    record Row(boolean a, byte b, short c, char d, int e, long f, float g, double h, @Nullable Quality i,
            @Nullable String j,
            @Nullable BigDecimal k, @Nullable Instant l, @Nullable Integer m) {}

    record Lists(int id, List<String> names) {}

    @AfterEach
    void closeArena() {
        arena.close();
    }

    private <R extends Record> String csv(CsvWriter<R> writer, RecordVec<R> rows) throws IOException {
        var out = new ByteArrayOutputStream();
        writer.write(rows, out, arena);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    @Test
    void everyKindOfValueIsWritten() throws IOException {
        var rows = new RecordVec<>(arena, Row.class);
        rows.add(new Row(true, (byte) -1, (short) 2, 'x', 3, -4L, 1.5f, 0.1, Quality.RAW, "Zürich 漢字",
                new BigDecimal("1.50"), Instant.EPOCH, 7));
        rows.add(new Row(false, (byte) 0, (short) 0, ',', 0, 0, 0, 0, null, null, null, null, null));
        assertThat(csv(CsvWriter.of(rows.layout()), rows)).isEqualTo(lines("a,b,c,d,e,f,g,h,i,j,k,l,m",
                "true,-1,2,x,3,-4,1.5,0.1,RAW,Zürich 漢字,1.50,1970-01-01T00:00:00Z,7",
                "false,0,0,\",\",0,0,0.0,0.0,,,,,"));
    }

    @Test
    void textsWithSpecialCharactersAreQuoted() throws IOException {
        record Text(@Nullable String text, int id) {}
        var rows = new RecordVec<>(arena, Text.class);
        for (String text : new String[]{"a,b", "say \"x\"", "\"", "two\r\nlines", "", null, " plain "}) {
            rows.add(new Text(text, 1));
        }
        assertThat(csv(CsvWriter.of(rows.layout(), "text"), rows)).isEqualTo(lines("text", "\"a,b\"",
                "\"say \"\"x\"\"\"", "\"\"\"\"", "\"two\r\nlines\"", "\"\"", "", " plain "));
    }

    @Test
    void optionalValuesAreWrittenByTheirContent() throws IOException {
        record Choices(Optional<String> text, Optional<BigDecimal> price, OptionalInt count, OptionalLong size,
                OptionalDouble share) {}
        var rows = new RecordVec<>(arena, Choices.class);
        rows.add(new Choices(Optional.of("a,b"), Optional.of(new BigDecimal("1.50")), OptionalInt.of(-1),
                OptionalLong.of(2), OptionalDouble.of(0.5)));
        rows.add(new Choices(Optional.empty(), Optional.empty(), OptionalInt.empty(), OptionalLong.empty(),
                OptionalDouble.empty()));
        rows.add(new Choices(Optional.of(""), Optional.empty(), OptionalInt.of(0), OptionalLong.empty(),
                OptionalDouble.of(Double.NaN)));
        assertThat(csv(CsvWriter.of(rows.layout()), rows)).isEqualTo(lines("text,price,count,size,share",
                "\"a,b\",1.50,-1,2,0.5", ",,,,", "\"\",,0,,NaN"));
    }

    @Test
    void headerIsWrittenWithoutRecords() throws IOException {
        record Line(int number) {}
        assertThat(csv(CsvWriter.of(RecordLayout.of(Line.class)), new RecordVec<>(arena, Line.class)))
                .isEqualTo(lines("number"));
    }

    @Test
    void manyRecordsAreWrittenInPieces() throws IOException {
        record Line(int number, String text) {}
        var rows = new RecordVec<>(arena, Line.class);
        var expected = new StringBuilder("number,text\r\n");
        for (int i = 0; i < 5000; i++) {
            rows.add(new Line(i, "text " + i));
            expected.append(i).append(",text ").append(i).append("\r\n");
        }
        rows.add(new Line(5000, "x".repeat(50_000)));
        expected.append("5000,").append("x".repeat(50_000)).append("\r\n");
        long before = arena.stats().bytesHeld();
        assertThat(csv(CsvWriter.of(rows.layout()), rows)).isEqualTo(expected.toString());
        assertThat(arena.stats().bytesHeld() - before).isLessThan(512 << 10);
    }

    @Test
    void unknownFieldIsRejectedWithItsName() {
        RecordLayout<Lists> layout = RecordLayout.of(Lists.class);
        assertThatIllegalArgumentException().isThrownBy(() -> CsvWriter.of(layout)).withMessageContaining("names");
        assertThatIllegalArgumentException().isThrownBy(() -> CsvWriter.of(layout, "price"))
                .withMessageContaining("price");
        assertThat(CsvWriter.of(layout, "id")).isNotNull();
    }
}
