package dev.arena.demo.readings;

/**
 * What was measured at one station so far, in degrees Celsius.
 *
 * @param name  name of the station
 * @param min   the lowest temperature
 * @param mean  the mean, rounded half up to one decimal
 * @param max   the highest temperature
 * @param count how many readings there are
 */
public record StationSummary(String name, double min, double mean, double max, long count) {

    static StationSummary of(String name, double min, double sum, double max, long count) {
        return new StationSummary(name, min, Math.round(10 * sum / count) / 10.0, max, count);
    }
}
