package dev.arena.demo.race;

import org.jspecify.annotations.Nullable;

/**
 * What the job took on one engine.
 *
 * @param millis                time from the first byte sent to the last byte received
 * @param requests              how many requests there were, one after the other
 * @param answerBytes           size of the answers
 * @param heapAllocatedBytes    heap memory that all threads of the JVM allocated meanwhile, the one that sends and receives apart
 * @param collections           garbage collections that stopped the application meanwhile
 * @param pauseMillis           how long they took
 * @param heapUsedBeforeBytes   occupied heap before, after a full collection
 * @param heapUsedAfterBytes    occupied heap behind the last byte, garbage included
 * @param arenaBytesPerRequest  the most that the arena of a request held, on average; 0 where none was used
 * @param arenaBytesAfter       arena memory of all requests that was live afterwards
 * @param releaseMillis         how long it took until there was none; null if there still was some when nobody waited any longer
 */
record Lap(double millis, int requests, long answerBytes, long heapAllocatedBytes, long collections, long pauseMillis,
        long heapUsedBeforeBytes, long heapUsedAfterBytes, long arenaBytesPerRequest, long arenaBytesAfter,
        @Nullable Double releaseMillis) {}
