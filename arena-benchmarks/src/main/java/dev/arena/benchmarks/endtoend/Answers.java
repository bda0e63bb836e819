package dev.arena.benchmarks.endtoend;

/**
 * What a load tool has seen.
 *
 * @param served    answers of success
 * @param refused   answers with an error status: 413 and 503, unless something is wrong
 * @param failed    requests without an answer in time, or on a connection that was lost
 * @param perSecond answers of success in a second
 * @param p50       time within which half of the answers came, in milliseconds
 * @param p99       likewise for 99 of 100
 * @param p999      likewise for 999 of 1000
 */
record Answers(long served, long refused, long failed, double perSecond, double p50, double p99, double p999) {

    long count() {
        return served + refused + failed;
    }
}
