package dev.arena.demo.readings;

/** Where a request keeps what it handles. */
enum Engine {
    /** In its arena. */
    ARENA,
    /** In objects. */
    HEAP
}
