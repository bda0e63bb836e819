package dev.arena.demo.readings;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.demo.UnknownEngineException;
import dev.arena.json.ArenaJson;

/**
 * Exports all readings. Either engine streams them, so that an export of any length takes little memory: one renders them
 * piece by piece in the arena of the request, the other through a writer or generator. With {@code sample} the
 * CSV has so many readings that the database makes up, instead of those that are stored.
 */
@RestController
final class ExportController {
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

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
    void csv(@RequestParam(defaultValue = "arena") String engine,
            @RequestParam(defaultValue = "0") @Min(0) @Max(MOST_SAMPLES) int sample, HttpServletResponse response,
            Arena arena) throws IOException {
        UnknownEngineException.requireArena(engine);
        response.setContentType(CSV.toString());
        var csv = new ArenaCsv(arena, response.getOutputStream());
        store.forEachReading(sample, csv::write);
        csv.flush();
    }

    @GetMapping(path = "/api/readings.csv", params = "engine=heap")
    ResponseEntity<StreamingResponseBody> csvFromHeap(
            @RequestParam(defaultValue = "0") @Min(0) @Max(MOST_SAMPLES) int sample) {
        return ResponseEntity.ok().contentType(CSV).body(out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            writer.write(Csv.HEADER);
            store.forEachReading(sample, (station, temperature, timestamp) -> writer.append(quoted(station))
                    .append(',').append(Double.toString(temperature)).append(',').append(Long.toString(timestamp))
                    .append(Csv.LINE_END));
            writer.flush();
        });
    }

    private static String quoted(String field) {
        return Csv.needsQuotes(field) ? '"' + field.replace("\"", "\"\"") + '"' : field;
    }

    @GetMapping(path = "/api/readings.json", params = "engine!=heap")
    void json(@RequestParam(defaultValue = "arena") String engine, HttpServletResponse response, Arena arena)
            throws IOException {
        UnknownEngineException.requireArena(engine);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        try (JsonGenerator generator = mapper.createGenerator(response.getOutputStream())) {
            var pages = new ArenaJsonPages(arena, json, generator);
            generator.writeStartArray();
            store.forEachReading(0, pages::write);
            pages.flush();
            generator.writeEndArray();
        }
    }

    @GetMapping(path = "/api/readings.json", params = "engine=heap")
    ResponseEntity<StreamingResponseBody> jsonFromHeap() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(out -> {
            try (JsonGenerator json = mapper.createGenerator(out)) {
                json.writeStartArray();
                store.forEachReading(0, (station, temperature, timestamp) -> json
                        .writePOJO(new Reading(station, temperature, timestamp)));
                json.writeEndArray();
            }
        });
    }
}
