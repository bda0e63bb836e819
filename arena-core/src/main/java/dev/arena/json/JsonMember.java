package dev.arena.json;

import dev.arena.text.Utf8String;

/** A member of a JSON object: a view of the document, which ends with it. */
public final class JsonMember {
    private final JsonDocument document;
    private final int index;

    JsonMember(JsonDocument document, int index) {
        this.document = document;
        this.index = index;
    }

    /**
     * The name of the member.
     *
     * @return                       the name, in the memory of the document
     * @throws IllegalStateException if the document has ended
     */
    public Utf8String name() {
        return Utf8String.ofUnchecked(document.texts().get(Word.payload(document.tape().get(index))));
    }

    /**
     * Whether the member has this name; as comparing {@link #name}, but without making an object.
     *
     * @param  name                  a name
     * @return                       whether it is that of the member
     * @throws IllegalStateException if the document has ended
     */
    public boolean isNamed(CharSequence name) {
        return document.texts().same(Word.payload(document.tape().get(index)), name, 0, name.length());
    }

    /**
     * The value of the member.
     *
     * @return                       the value
     * @throws IllegalStateException if the document has ended
     */
    public JsonValue value() {
        return new JsonValue(document, index + 1);
    }

    @Override
    public String toString() {
        return name() + ": " + value();
    }
}
