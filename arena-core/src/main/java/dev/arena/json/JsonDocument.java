package dev.arena.json;

import dev.arena.Arena;

/** What the values of a document share: its words, the first of which is the document itself, and their texts. */
record JsonDocument(Tape tape, Texts texts) {

    JsonDocument(Arena arena) {
        this(new Tape(arena), new Texts(arena));
    }

    /** The index of what follows the value at {@code index}. */
    int next(int index) {
        long word = tape.get(index);
        return switch (Word.tag(word)) {
            case Word.LONG -> index + 2;
            case Word.OBJECT, Word.ARRAY -> (int) Word.payload(word) + 1;
            default -> index + 1;
        };
    }
}
