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

package dev.arena.demo.race;

import java.io.IOException;
import java.net.URI;

import jakarta.validation.Valid;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Starts races, one at a time, and reports the progress of the latest. */
@RestController
@RequestMapping("/api/races")
final class RaceController {
    private final Races races;

    RaceController(Races races) {
        this.races = races;
    }

    /**
     * The possible races.
     *
     * @param maxHeapBytes upper limit of the Java heap. Holding readings is only interesting if it is small
     */
    record Conditions(long maxHeapBytes) {}

    @GetMapping
    Conditions conditions() {
        return new Conditions(Runtime.getRuntime().maxMemory());
    }

    @PostMapping
    ResponseEntity<RaceState> start(@Valid @RequestBody RaceOrder order) throws IOException {
        Race race = races.start(order);
        if (race == null) {
            throw new ErrorResponseException(HttpStatus.CONFLICT, ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT,
                    "Another race is running. One at a time, or they would measure each other."), null);
        }
        return ResponseEntity.created(URI.create("/api/races/" + race.id())).body(race.state());
    }

    @GetMapping("/{id}")
    RaceState state(@PathVariable long id) {
        return require(id).state();
    }

    /**
     * Sends five states per second, and the last one after the end. A client that disconnects before that cancels the race.
     */
    @GetMapping("/{id}/events")
    SseEmitter follow(@PathVariable long id) {
        Race race = require(id);
        var emitter = new SseEmitter(Spectator.MOST_TIME.toMillis());
        Thread.ofVirtual().name("race-spectator").start(new Spectator(race, emitter));
        return emitter;
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(@PathVariable long id) {
        require(id).cancel();
    }

    private Race require(long id) {
        Race race = races.latest();
        if (race == null || race.id() != id) {
            throw new ErrorResponseException(HttpStatus.NOT_FOUND, ProblemDetail
                    .forStatusAndDetail(HttpStatus.NOT_FOUND, "There is no such race. Only the latest is known."),
                    null);
        }
        return race;
    }
}
