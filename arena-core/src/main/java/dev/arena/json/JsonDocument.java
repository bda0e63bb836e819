package dev.arena.json;

import dev.arena.Arena;

/** The content of a document, shared by its values: the words, of which the first is the root value, and the texts. */
record JsonDocument(Tape tape, Texts texts) {

    JsonDocument(Arena arena) {
        this(new Tape(arena), new Texts(arena));
    }

    /** The index of what follows the value at {@code index}. */
    int next(int index) {
        long word = tape.get(index);
        return switch (Word.tag(word)) {
            case Word.OBJECT, Word.ARRAY -> (int) Word.payload(word) + 1;
            default -> index + 1;
        };
    }
}
