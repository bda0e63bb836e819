package dev.arena.json;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Decodes JSON into arena memory and encodes it from there, by Jackson's streaming parser and generator. Immutable, for any
 * number of threads.
 *
 * <p>Whatever is decoded lives in the arena that was passed, and is stale after its reset. If decoding fails, what was taken from
 * the arena until then is returned at its reset.
 */
public final class ArenaJson {
    private final JsonLimits limits;
    private final JsonFactory factory;

    ArenaJson(ArenaJsonBuilder settings) {
        this.limits = settings.limits();
        this.factory = JsonFactory.builder()
                .streamReadConstraints(new ParserConstraints(limits))
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .build();
    }

    /**
     * A decoder and encoder with default settings.
     *
     * @return a new one; keep it, as it remembers what it has found out about record classes
     */
    public static ArenaJson create() {
        return builder().build();
    }

    /**
     * Settings to start from.
     *
     * @return a new builder
     */
    public static ArenaJsonBuilder builder() {
        return new ArenaJsonBuilder();
    }

    /**
     * The limits of documents.
     *
     * @return the limits
     */
    public JsonLimits limits() {
        return limits;
    }

    /**
     * Reads a document of any kind.
     *
     * @param  in                                 the document
     * @param  arena                              takes it
     * @return                                    its value, all in memory of the arena
     * @throws JsonDecodingException              if the document is malformed, exceeds a limit, or has a surrogate without its
     *                                            partner
     * @throws dev.arena.ArenaExhaustedException  if there is not enough memory for it
     * @throws java.io.UncheckedIOException       if reading the input fails
     */
    public JsonValue readValue(JsonInput in, Arena arena) {
        return read(in, decoding -> JsonValueReader.read(decoding, arena));
    }

    /** What parsers and generators are made by. */
    JsonFactory factory() {
        return factory;
    }

    /**
     * Reads one value. The body finds its first token to be the current one and must leave the parser on its last; the value
     * itself has been counted.
     */
    <T> T read(JsonInput in, Function<Decoding, T> body) {
        JsonParser parser = null;
        try {
            parser = in.open(factory);
            var decoding = new Decoding(parser, limits);
            if (!parser.hasCurrentToken() && parser.nextToken() == null) {
                throw decoding.wrong("There is no value");
            }
            decoding.countValue();
            T value = body.apply(decoding);
            if (!in.isBorrowed() && parser.nextToken() != null) {
                throw decoding.wrong("There is something after the value");
            }
            return value;
        } catch (JacksonException e) {
            throw translated(e, parser);
        } finally {
            if (parser != null && !in.isBorrowed()) {
                parser.close();
            }
        }
    }

    private static RuntimeException translated(JacksonException e, @Nullable JsonParser parser) {
        if (e instanceof JacksonIOException && e.getCause() instanceof IOException failure
                && !(failure instanceof CharConversionException)) {
            return new UncheckedIOException(failure);
        }
        return JsonDecodingException.at(parser, e.getLocation(), e.getOriginalMessage(),
                e instanceof ParserConstraints.Exceeded exceeded ? exceeded.limit : null, e);
    }
}
