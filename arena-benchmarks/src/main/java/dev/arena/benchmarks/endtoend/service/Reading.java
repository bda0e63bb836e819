package dev.arena.benchmarks.endtoend.service;

/**
 * What was measured at a station.
 *
 * @param station     name of the station
 * @param temperature degrees Celsius
 * @param timestamp   milliseconds since 1970-01-01T00:00Z
 */
record Reading(String station, double temperature, long timestamp) {}
