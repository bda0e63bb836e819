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

package dev.arena.demo.readings;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.collect.RecordCursor;
import dev.arena.demo.UnknownEngineException;
import dev.arena.io.CsvWriter;
import dev.arena.json.ArenaJson;
import dev.arena.record.RecordLayout;
import dev.arena.text.Utf8Builder;

/**
 * Exports all readings. Both engines stream them, so an export of any length needs little memory. The arena engine renders
 * pages of readings in the request's arena. The heap engine sends each reading through a writer or a generator. With {@code
 * sample}, the CSV contains that number of readings, which the database generates, instead of the stored readings.
 */
@RestController
final class ExportController {
    private static final String CSV = new MediaType("text", "csv", StandardCharsets.UTF_8).toString();

    private static final CsvWriter<StoredReading> CSV_WRITER = CsvWriter.of(RecordLayout.of(StoredReading.class),
            "station",
            "temperature", "timestamp");

    /**
     * Size of the text that is sent at a time, with room for one more line. A name of 100 characters has at most 602 bytes with
     * quotes.
     */
    private static final int PIECE_BYTES = 15 << 10;
    private static final int LINE_BYTES = 1 << 10;

    private static final int MOST_SAMPLES = 1_000_000;

    private final ReadingStore store;
    private final JsonMapper mapper;
    private final ArenaJson json;

    ExportController(ReadingStore store, JsonMapper mapper, ArenaJson json) {
        this.store = store;
        this.mapper = mapper;
        this.json = json;
    }

    @GetMapping(path = "/api/readings.csv", params = "engine!=heap")
    void csv(HttpServletRequest request,
            @RequestParam(defaultValue = "0") @Min(0) @Max(MOST_SAMPLES) int sample, HttpServletResponse response,
            Arena arena) throws IOException {
        UnknownEngineException.requireArena(request);
        response.setContentType(CSV);
        ServletOutputStream out = response.getOutputStream();
        var piece = new Utf8Builder(arena, PIECE_BYTES + LINE_BYTES);
        byte[] copy = new byte[PIECE_BYTES + LINE_BYTES];
        CSV_WRITER.appendHeader(piece);
        store.forEachPage(sample, arena, page -> {
            for (RecordCursor<StoredReading> cursor = page.cursor(); cursor.next();) {
                CSV_WRITER.append(cursor, piece);
                if (piece.byteLength() >= PIECE_BYTES) {
                    send(piece, copy, out);
                }
            }
        });
        send(piece, copy, out);
    }

    /**
     * Uses one array for all pieces. A stream without support for buffers, such as that of a filter, would create an array for
     * each piece.
     */
    private static void send(Utf8Builder piece, byte[] copy, ServletOutputStream out) throws IOException {
        int length = Math.toIntExact(piece.byteLength());
        MemorySegment.copy(piece.segment(), ValueLayout.JAVA_BYTE, 0, copy, 0, length);
        out.write(copy, 0, length);
        piece.clear();
    }

    @GetMapping(path = "/api/readings.csv", params = "engine=heap")
    void csvFromHeap(@RequestParam(defaultValue = "0") @Min(0) @Max(MOST_SAMPLES) int sample,
            HttpServletResponse response) throws IOException {
        response.setContentType(CSV);
        Writer writer = new BufferedWriter(
                new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        writer.write("station,temperature,timestamp\r\n");
        store.forEachReading(sample, (station, temperature, timestamp) -> writer.append(quoted(station)).append(',')
                .append(Double.toString(temperature)).append(',').append(Long.toString(timestamp)).append("\r\n"));
        writer.flush();
    }

    private static String quoted(String field) {
        boolean needsQuotes = field.isEmpty() || field.chars().anyMatch(it -> ",\"\r\n".indexOf(it) >= 0);
        return needsQuotes ? '"' + field.replace("\"", "\"\"") + '"' : field;
    }

    @GetMapping(path = "/api/readings.json", params = "engine!=heap")
    void json(HttpServletRequest request, HttpServletResponse response, Arena arena)
            throws IOException {
        UnknownEngineException.requireArena(request);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        try (JsonGenerator generator = json.createGenerator(response.getOutputStream())) {
            generator.writeStartArray();
            store.forEachPage(0, arena, page -> json.writeElements(page, generator));
            generator.writeEndArray();
        }
    }

    @GetMapping(path = "/api/readings.json", params = "engine=heap")
    void jsonFromHeap(HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        try (JsonGenerator generator = mapper.createGenerator(response.getOutputStream())) {
            generator.writeStartArray();
            store.forEachReading(0, (station, temperature, timestamp) -> generator
                    .writePOJO(new Reading(station, temperature, timestamp)));
            generator.writeEndArray();
        }
    }
}
