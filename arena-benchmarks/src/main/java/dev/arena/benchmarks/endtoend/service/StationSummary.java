package dev.arena.benchmarks.endtoend.service;

/**
 * What was measured at one station, as the demo answers it.
 *
 * @param name  name of the station
 * @param min   the lowest temperature
 * @param mean  the mean, rounded half up to one decimal
 * @param max   the highest temperature
 * @param count how many readings there are
 */
record StationSummary(String name, double min, double mean, double max, long count) {}
