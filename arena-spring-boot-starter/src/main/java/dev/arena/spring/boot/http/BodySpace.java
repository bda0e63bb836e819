package dev.arena.spring.boot.http;

import dev.arena.Arena;

/**
 * Where the body of a request goes.
 *
 * @param arena          the arena of the request
 * @param room           bytes that the byte budget of the request leaves
 * @param maxNormalAlloc size in bytes above which an allocation gets a chunk of its own
 */
record BodySpace(Arena arena, long room, long maxNormalAlloc) {

    /** The same space, for a child of the arena. */
    BodySpace in(Arena child) {
        return new BodySpace(child, room, maxNormalAlloc);
    }
}
