package dev.arena.demo.readings;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A reading as the database has it.
 *
 * @param id          number of the row, which is not exported
 * @param station     name of the station
 * @param temperature degrees Celsius
 * @param timestamp   milliseconds since 1970-01-01T00:00Z
 */
record StoredReading(@JsonIgnore long id, String station, double temperature, long timestamp) {}
