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

import java.io.InputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;

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
 * Stores readings and sums them up. The parameter {@code engine} determines whether a request decodes its body into its arena
 * or into objects. The database contains the same readings in both cases. The paths that only sum up readings neither validate
 * nor store them. The path {@code held} waits for {@code millis} milliseconds, at most 1000, like a service that calls another
 * one.
 */
@RestController
@RequestMapping("/api")
final class ReadingsController {
    private static final int MOST_HOLD_MILLIS = 1000;

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
    ArenaStored store(HttpServletRequest request, @Valid @RequestBody RecordVec<Reading> body,
            Arena arena) {
        UnknownEngineException.requireArena(request);
        RecordVec<StationSummary> stations = ArenaStations.of(body, arena);
        store.insert(body);
        return new ArenaStored(body.size(), stations);
    }

    @PostMapping(path = "/readings", params = "engine=heap", consumes = MediaType.APPLICATION_JSON_VALUE)
    Stored storeFromHeap(@RequestBody List<@Valid Reading> body) {
        List<StationSummary> stations = HeapStations.of(body);
        store.insert(body);
        return new Stored(body.size(), stations);
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
    RecordVec<StationSummary> sumUp(HttpServletRequest request, @RequestBody RecordVec<Reading> body, Arena arena) {
        UnknownEngineException.requireArena(request);
        return ArenaStations.of(body, arena);
    }

    @PostMapping(path = "/readings/summary", params = "engine=heap", consumes = MediaType.APPLICATION_JSON_VALUE)
    List<StationSummary> sumUpFromHeap(@RequestBody List<Reading> body) {
        return HeapStations.of(body);
    }

    @PostMapping(path = "/readings/held", params = "engine!=heap", consumes = MediaType.APPLICATION_JSON_VALUE)
    RecordVec<StationSummary> hold(HttpServletRequest request, @RequestParam(defaultValue = "0") int millis,
            @RequestBody RecordVec<Reading> body, Arena arena) throws InterruptedException {
        hold(millis);
        return sumUp(request, body, arena);
    }

    @PostMapping(path = "/readings/held", params = "engine=heap", consumes = MediaType.APPLICATION_JSON_VALUE)
    List<StationSummary> holdOnHeap(@RequestParam(defaultValue = "0") int millis, @RequestBody List<Reading> body)
            throws InterruptedException {
        hold(millis);
        return sumUpFromHeap(body);
    }

    private static void hold(int millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(Math.clamp(millis, 0, MOST_HOLD_MILLIS));
    }

    @GetMapping(path = "/stations", params = "engine!=heap")
    RecordVec<StationSummary> stations(HttpServletRequest request, Arena arena) {
        UnknownEngineException.requireArena(request);
        return store.stations(arena);
    }

    @GetMapping(path = "/stations", params = "engine=heap")
    List<StationSummary> stationsFromHeap() {
        return store.stations();
    }

    @DeleteMapping("/readings")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forget() {
        store.deleteAll();
    }
}
