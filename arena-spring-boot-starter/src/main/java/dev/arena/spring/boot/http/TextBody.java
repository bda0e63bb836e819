package dev.arena.spring.boot.http;

import dev.arena.text.Utf8String;

/**
 * A string on its way to a response, disguised: Spring MVC makes a {@code String} of every {@link CharSequence} that a handler
 * returns, before any converter sees it. No record, as those that hold such a string are bodies of JSON.
 */
final class TextBody {
    private final Utf8String text;

    TextBody(Utf8String text) {
        this.text = text;
    }

    /** The string that is disguised; anything else is what it is. */
    static Object unwrap(Object body) {
        return body instanceof TextBody disguised ? disguised.text : body;
    }
}
