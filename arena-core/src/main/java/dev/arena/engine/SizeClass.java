package dev.arena.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the power-of-two sizes in which chunks come. Only chunks of a size class are cached; the class of a chunk is
 * also its place in the cache. The classes of one pool form a ladder that a refill climbs step by step (the
 * <em>ratchet</em>), so an arena that turns out to need much asks for it in few, large pieces.
 *
 * @param index place in the ladder, from 0
 * @param bytes size of its chunks, in bytes
 */
public record SizeClass(int index, long bytes) {

    /** The ladder from {@code min} to {@code max} bytes, both powers of two. */
    static List<SizeClass> ladder(long min, long max) {
        var classes = new ArrayList<SizeClass>();
        for (long bytes = min; bytes > 0 && bytes <= max; bytes <<= 1) {
            classes.add(new SizeClass(classes.size(), bytes));
        }
        return List.copyOf(classes);
    }
}
