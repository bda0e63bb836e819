package dev.arena.demo.readings;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

/**
 * What was measured at a station at one moment.
 *
 * @param station     name of the station
 * @param temperature degrees Celsius
 * @param timestamp   milliseconds since 1970-01-01T00:00Z
 */
public record Reading(@NotBlank @Size(max = 100) String station,
        @DecimalMin("-99.9") @DecimalMax("99.9") double temperature, @PositiveOrZero long timestamp) {}
