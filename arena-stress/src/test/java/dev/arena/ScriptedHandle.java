package dev.arena;

/**
 * An open handle of a script.
 *
 * @param closeable  of either kind
 * @param value      what it keeps
 * @param generation of the arena that made it
 */
record ScriptedHandle(AutoCloseable closeable, Filled value, ScriptedGeneration generation) {}
