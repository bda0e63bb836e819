package dev.arena;

/**
 * A point in the life of an arena to which it can return. Closing the mark ends everything that was allocated since, with a
 * session of its own, and runs the cleanups registered since; what was allocated before stays.
 *
 * {@snippet file="dev/arena/ArenaSamples.java" region="mark"}
 *
 * <p>Marks nest: closing one ends those that were set after it. {@link Arena#reset} and {@link Arena#close} end all of them.
 * A mark belongs to the threads that its arena belongs to. Values that escaped in handles stay.
 *
 * @see Arena#mark
 */
public interface Mark extends AutoCloseable {

    /**
     * Ends everything allocated since the mark was set. Does nothing if that has ended already.
     *
     * @throws IllegalStateException if a cleanup calls this, or if a native call is using a segment just now; in the last case
     *                               the call can be repeated
     * @throws WrongThreadException  if the arena is confined to another thread
     * @throws RuntimeException      the first exception that a cleanup threw, with those of other cleanups suppressed in it;
     *                               everything has ended all the same
     */
    @Override
    void close();
}
