package dev.arena.demo.readings;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.Validator;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;
import dev.arena.demo.UnknownEngineException;

/**
 * Stores readings and sums them up. What the parameter {@code engine} says decides whether a request decodes its body into its
 * arena or into objects; either way the database holds the same. What is only summed up is neither validated nor stored.
 */
@RestController
@RequestMapping("/api")
final class ReadingsController {
    private final ReadingStore store;
    private final JsonMapper mapper;
    private final Validator validator;

    ReadingsController(ReadingStore store, JsonMapper mapper, Validator validator) {
        this.store = store;
        this.mapper = mapper;
        this.validator = validator;
    }

    @PostMapping(path = "/readings", params = "engine!=heap", consumes = {MediaType.APPLICATION_JSON_VALUE,
            MediaType.APPLICATION_NDJSON_VALUE})
    Stored store(@RequestParam(defaultValue = "arena") String engine, @Valid @RequestBody RecordVec<Reading> body,
            Arena arena) {
        UnknownEngineException.requireArena(engine);
        var readings = new ArenaReadings(body, arena);
        store.insert(readings);
        return new Stored(body.size(), readings.summary());
    }

    @PostMapping(path = "/readings", params = "engine=heap", consumes = MediaType.APPLICATION_JSON_VALUE)
    Stored storeFromHeap(@RequestBody List<@Valid Reading> body) {
        var readings = new HeapReadings(body.iterator());
        store.insert(readings);
        return new Stored(readings.count(), readings.summary());
    }

    @PostMapping(path = "/readings", params = "engine=heap", consumes = MediaType.APPLICATION_NDJSON_VALUE)
    Stored storeLinesFromHeap(InputStream body, HttpServletRequest request) {
        List<Reading> lines;
        try (MappingIterator<Reading> each = mapper.readerFor(Reading.class).readValues(body)) {
            lines = each.readAll();
        } catch (JacksonException e) {
            throw new HttpMessageNotReadableException("Malformed reading", e, new ServletServerHttpRequest(request));
        }
        lines.forEach(this::requireValid);
        return storeFromHeap(lines);
    }

    private void requireValid(Reading reading) {
        validator.validate(reading).stream().findFirst().ifPresent(violation -> {
            throw new ErrorResponseException(HttpStatus.BAD_REQUEST, ProblemDetail.forStatusAndDetail(
                    HttpStatus.BAD_REQUEST, violation.getPropertyPath() + " " + violation.getMessage()), null);
        });
    }

    @PostMapping(path = "/readings/summary", params = "engine!=heap", consumes = MediaType.APPLICATION_JSON_VALUE)
    List<StationSummary> sumUp(@RequestParam(defaultValue = "arena") String engine,
            @RequestBody RecordVec<Reading> body, Arena arena) {
        UnknownEngineException.requireArena(engine);
        var readings = new ArenaReadings(body, arena);
        readings.exhaust();
        return readings.summary();
    }

    @PostMapping(path = "/readings/summary", params = "engine=heap", consumes = MediaType.APPLICATION_JSON_VALUE)
    List<StationSummary> sumUpFromHeap(@RequestBody List<Reading> body) {
        var readings = new HeapReadings(body.iterator());
        readings.exhaust();
        return readings.summary();
    }

    @GetMapping(path = "/stations", params = "engine!=heap")
    RecordVec<StationSummary> stations(@RequestParam(defaultValue = "arena") String engine, Arena arena) {
        UnknownEngineException.requireArena(engine);
        var stations = new RecordVec<>(arena, StationSummary.class);
        store.forEachStation(stations::add);
        return stations;
    }

    @GetMapping(path = "/stations", params = "engine=heap")
    List<StationSummary> stationsFromHeap() {
        List<StationSummary> stations = new ArrayList<>();
        store.forEachStation(stations::add);
        return stations;
    }

    @DeleteMapping("/readings")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forget() {
        store.deleteAll();
    }
}
