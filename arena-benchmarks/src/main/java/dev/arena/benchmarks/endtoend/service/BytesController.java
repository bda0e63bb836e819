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

package dev.arena.benchmarks.endtoend.service;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Measurements in byte arrays. */
@RestController
@RequestMapping("/bench/bytes")
final class BytesController {

    /**
     * The response to a file of measurements, in the format of the demo.
     *
     * @param rows number of lines
     * @param stations the stations, sorted by name
     */
    record Summary(long rows, List<StationSummary> stations) {}

    @PostMapping(path = "/measurements", consumes = "text/plain", produces = "application/json")
    Summary aggregate(InputStream body) throws IOException {
        var bytes = new BytesAggregation();
        bytes.read(body);
        return new Summary(bytes.rows(), bytes.stations());
    }
}
