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
     * The answer to a file of measurements, as the demo gives it.
     *
     * @param rows     how many lines there were
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
