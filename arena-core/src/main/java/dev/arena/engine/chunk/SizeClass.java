package dev.arena.engine.chunk;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the power-of-two sizes in which chunks come. Only chunks of a size class are cached; the class of a chunk is
 * also its place in the cache. A refill takes the next larger class each time (the <em>ratchet</em>), so an arena that needs
 * much memory asks for it in few, large pieces.
 *
 * @param index place among the classes of a pool, from 0, ascending
 * @param bytes size of its chunks, in bytes
 */
public record SizeClass(int index, long bytes) {

    /** The classes from {@code min} to {@code max} bytes, both powers of two. */
    static List<SizeClass> range(long min, long max) {
        var classes = new ArrayList<SizeClass>();
        for (long bytes = min; bytes > 0 && bytes <= max; bytes <<= 1) {
            classes.add(new SizeClass(classes.size(), bytes));
        }
        return List.copyOf(classes);
    }
}
