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

    /** The mean of so many temperatures, rounded. */
    static double mean(double sum, long count) {
        return Math.round(10 * sum / count) / 10.0;
    }
}
