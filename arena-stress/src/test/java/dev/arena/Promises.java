package dev.arena;

/** What must hold after a call, or else the script fails. */
final class Promises {

    private Promises() {}

    static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }

    static void requireOpen(ScriptedArena arena, long size, long alignment) {
        require(!arena.isClosed(), "a closed arena was asked for memory and did not refuse");
        require(size >= 0 && alignment > 0 && Long.bitCount(alignment) == 1, size + " at " + alignment + " was taken");
    }

    static void requireReason(RuntimeException e, ScriptedArena arena, long size, long alignment) {
        boolean badArgument = size < 0 || alignment <= 0 || Long.bitCount(alignment) != 1;
        require(e instanceof IllegalArgumentException ? badArgument : arena.isClosed(), "without reason: " + e);
    }
}
