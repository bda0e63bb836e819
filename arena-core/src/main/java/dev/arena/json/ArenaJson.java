package dev.arena.json;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.collect.DoubleVec;
import dev.arena.collect.IntVec;
import dev.arena.collect.LongVec;
import dev.arena.collect.RecordVec;
import dev.arena.collect.StringLongMap;
import dev.arena.collect.StringMap;
import dev.arena.record.RecordLayout;
import dev.arena.text.Utf8String;

/**
 * Decodes JSON into arena memory and encodes it from there, by Jackson's streaming parser and generator. Immutable, for any
 * number of threads.
 *
 * <p>Records look in JSON as a mapper of databind says: what it does not write is not written, and what it does not read is not read.
 * A record whose constructor does more than assign its components is made by it when it is decoded, so that what the constructor
 * checks has been checked, and what it changes has been changed.
 *
 * <p>Whatever is decoded lives in the arena that was passed, and is stale after its reset. If decoding fails, what was taken from
 * the arena until then is returned at its reset.
 */
public final class ArenaJson {

    /** Where Jackson says that something has begun that does not end: in words that mean nothing to whoever sent the document. */
    private static final Pattern START_MARKER = Pattern.compile(" \\(start marker at .*\\)");

    private final DecodingSettings settings;
    private final JsonLimits limits;
    private final ClassValue<RecordReader<?>> readers;
    private final ConcurrentMap<Type, RecordReader<?>> typedReaders = new ConcurrentHashMap<>();
    private final RecordWriters writers;
    private final ClassValue<ArenaJson> views;

    ArenaJson(DecodingSettings settings) {
        this.settings = settings;
        this.limits = settings.limits();
        this.readers = new ClassValue<>() {
            @Override
            protected RecordReader<?> computeValue(Class<?> type) {
                return new RecordReader<>(type, settings.mapper().bound());
            }
        };
        this.writers = writers(settings.mapper());
        this.views = new ClassValue<>() {
            @Override
            protected ArenaJson computeValue(Class<?> view) {
                return new ArenaJson(settings.withView(view));
            }
        };
    }

    /** Layouts with documents differ by what keeps them, so there may be several of a class. */
    private static RecordWriters writers(LazyMapper mapper) {
        var known = new ClassValue<ConcurrentMap<RecordLayout<?>, RecordWriter>>() {
            @Override
            protected ConcurrentMap<RecordLayout<?>, RecordWriter> computeValue(Class<?> type) {
                return new ConcurrentHashMap<>();
            }
        };
        return layout -> known.get(layout.type()).computeIfAbsent(layout, it -> writer(it, mapper.bound()));
    }

    private static RecordWriter writer(RecordLayout<?> layout, BoundMapper mapper) {
        SerializationContext context = mapper.writeContext();
        try {
            ValueSerializer<Object> serializer = context.findTypedValueSerializer(
                    context.constructType(layout.genericType()), true);
            RowWriter rows = RowWriter.of(layout, serializer, context);
            return rows == null ? new DatabindWriter(layout, serializer) : rows;
        } catch (DatabindException e) {
            throw new IllegalArgumentException(
                    "Databind cannot write " + layout.genericType().getTypeName() + ": " + e.getMessage(), e);
        }
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
     * A decoder and encoder of records as a mapper says, otherwise with default settings.
     *
     * @param  mapper says how records look in JSON, see {@link ArenaJsonBuilder#mapper(JsonMapper)}
     * @return        a new one; keep it, as it remembers what it has found out about record classes
     */
    public static ArenaJson of(JsonMapper mapper) {
        return builder().mapper(mapper).build();
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
     * The same with a view: components that are not in it are neither read nor written, see
     * {@link com.fasterxml.jackson.annotation.JsonView}.
     *
     * @param  view the view that is active from then on
     * @return      always the same one for a view
     */
    public ArenaJson withView(Class<?> view) {
        return views.get(Objects.requireNonNull(view, "view"));
    }

    /**
     * Reads an array of objects.
     *
     * @param  <R>                                type of the records
     * @param  in                                 the document
     * @param  type                               the record class
     * @param  arena                              takes it
     * @return                                    a record for each of them
     * @throws JsonDecodingException              if the document is malformed, is not of this kind, or exceeds a limit
     * @throws dev.arena.ArenaExhaustedException  if there is not enough memory for it
     * @throws java.io.UncheckedIOException       if reading the input fails
     * @throws IllegalArgumentException           if the class cannot be laid out in memory, or its names are ambiguous
     */
    public <R extends Record> RecordVec<R> readRecords(JsonInput in, Class<R> type, Arena arena) {
        return read(in, decoding -> reader(type).readArray(decoding, arena));
    }

    /**
     * Reads an array of objects of a type that need not be a class, such as {@code Page<Order>}.
     *
     * @param  in                                 the document
     * @param  type                               the type of the records, resolved: without type variables
     * @param  arena                              takes it
     * @return                                    a record for each of them
     * @throws JsonDecodingException              if the document is malformed, is not of this kind, or exceeds a limit
     * @throws dev.arena.ArenaExhaustedException  if there is not enough memory for it
     * @throws java.io.UncheckedIOException       if reading the input fails
     * @throws IllegalArgumentException           if the type is not one of records, or databind cannot describe it
     */
    public RecordVec<?> readRecords(JsonInput in, Type type, Arena arena) {
        return read(in, decoding -> reader(type).readArray(decoding, arena));
    }

    /**
     * Reads objects up to the end of the input, as in NDJSON. Between them there may be any white space, or none.
     *
     * @param  <R>                                type of the records
     * @param  in                                 the document
     * @param  type                               the record class
     * @param  arena                              takes it
     * @return                                    a record for each of them; none if there is nothing
     * @throws JsonDecodingException              if the document is malformed, is not of this kind, or exceeds a limit
     * @throws dev.arena.ArenaExhaustedException  if there is not enough memory for it
     * @throws java.io.UncheckedIOException       if reading the input fails
     * @throws IllegalArgumentException           if the class cannot be laid out in memory, or its names are ambiguous
     */
    public <R extends Record> RecordVec<R> readRecordLines(JsonInput in, Class<R> type, Arena arena) {
        return readSequence(in, decoding -> reader(type).readSequence(decoding, arena));
    }

    /**
     * Reads an object.
     *
     * @param  <R>                                type of the records
     * @param  in                                 the document
     * @param  type                               the record class
     * @param  arena                              takes it
     * @return                                    a record, whose {@code Utf8String}s are in memory of the arena
     * @throws JsonDecodingException              if the document is malformed, is not of this kind, or exceeds a limit
     * @throws dev.arena.ArenaExhaustedException  if there is not enough memory for it
     * @throws java.io.UncheckedIOException       if reading the input fails
     * @throws IllegalArgumentException           if the class cannot be laid out in memory, or its names are ambiguous
     */
    public <R extends Record> R readRecord(JsonInput in, Class<R> type, Arena arena) {
        return read(in, decoding -> reader(type).readOne(decoding, arena));
    }

    /**
     * Reads an object of a type that need not be a class, such as {@code Page<Order>}.
     *
     * @param  in                                 the document
     * @param  type                               the type of the record, resolved: without type variables
     * @param  arena                              takes it
     * @return                                    a record, whose {@code Utf8String}s are in memory of the arena
     * @throws JsonDecodingException              if the document is malformed, is not of this kind, or exceeds a limit
     * @throws dev.arena.ArenaExhaustedException  if there is not enough memory for it
     * @throws java.io.UncheckedIOException       if reading the input fails
     * @throws IllegalArgumentException           if the type is not one of records, or databind cannot describe it
     */
    public Record readRecord(JsonInput in, Type type, Arena arena) {
        return read(in, decoding -> reader(type).readOne(decoding, arena));
    }

    /**
     * Shows the objects of an array to a visitor, one by one in the same memory. An exception of the visitor ends this and is
     * passed on. If the visitor does not go on, what follows is neither read nor checked.
     *
     * @param  <R>                                type of the records
     * @param  in                                 the document
     * @param  type                               the record class
     * @param  arena                              takes one record at a time, and whatever the visitor puts there
     * @param  visitor                            takes the records
     * @return                                    how many records the visitor has seen
     * @throws JsonDecodingException              if the document is malformed, is not of this kind, or exceeds a limit
     * @throws dev.arena.ArenaExhaustedException  if there is not enough memory for it
     * @throws java.io.UncheckedIOException       if reading the input fails
     * @throws IllegalArgumentException           if the class cannot be laid out in memory, or its names are ambiguous
     */
    public <R extends Record> long forEach(JsonInput in, Class<R> type, Arena arena, JsonVisitor<R> visitor) {
        return read(in, decoding -> reader(type).visitArray(decoding, arena, visitor));
    }

    /**
     * Shows objects up to the end of the input to a visitor, as in NDJSON; otherwise as {@link #forEach}.
     *
     * @param  <R>                                type of the records
     * @param  in                                 the document
     * @param  type                               the record class
     * @param  arena                              takes one record at a time, and whatever the visitor puts there
     * @param  visitor                            takes the records
     * @return                                    how many records the visitor has seen
     * @throws JsonDecodingException              if the document is malformed, is not of this kind, or exceeds a limit
     * @throws dev.arena.ArenaExhaustedException  if there is not enough memory for it
     * @throws java.io.UncheckedIOException       if reading the input fails
     * @throws IllegalArgumentException           if the class cannot be laid out in memory, or its names are ambiguous
     */
    public <R extends Record> long forEachLine(JsonInput in, Class<R> type, Arena arena, JsonVisitor<R> visitor) {
        return readSequence(in, decoding -> reader(type).visitSequence(decoding, arena, visitor));
    }

    /**
     * Reads an object whose members are objects of one kind.
     *
     * @param  <R>                               type of the records
     * @param  in                                the document
     * @param  type                              the record class
     * @param  arena                             takes it
     * @return                                   a record for each name, in the order of the document
     * @throws JsonDecodingException             if the document is malformed, is not of this kind, or exceeds a limit
     * @throws dev.arena.ArenaExhaustedException if there is not enough memory for it
     * @throws java.io.UncheckedIOException      if reading the input fails
     * @throws IllegalArgumentException          if the class cannot be laid out in memory, or its names are ambiguous
     */
    public <R extends Record> StringMap<R> readMap(JsonInput in, Class<R> type, Arena arena) {
        return read(in, decoding -> reader(type).readMap(decoding, arena));
    }

    /**
     * Reads an object whose members are integers.
     *
     * @param  in                                the document
     * @param  arena                             takes it
     * @return                                   the numbers by their names, in the order of the document
     * @throws JsonDecodingException             if the document is malformed, is not of this kind, or exceeds a limit
     * @throws dev.arena.ArenaExhaustedException if there is not enough memory for it
     * @throws java.io.UncheckedIOException      if reading the input fails
     */
    public StringLongMap readLongMap(JsonInput in, Arena arena) {
        return read(in, decoding -> new MapReader(decoding).readLongs(arena));
    }

    /**
     * Reads an array of integers.
     *
     * @param  in                                 the document
     * @param  arena                              takes it
     * @return                                    the numbers
     * @throws JsonDecodingException              if the document is malformed, is not of this kind, or exceeds a limit
     * @throws dev.arena.ArenaExhaustedException  if there is not enough memory for it
     * @throws java.io.UncheckedIOException       if reading the input fails
     */
    public IntVec readInts(JsonInput in, Arena arena) {
        return read(in, decoding -> VectorReader.ints(decoding, arena));
    }

    /**
     * Reads an array of integers.
     *
     * @param  in                                 the document
     * @param  arena                              takes it
     * @return                                    the numbers
     * @throws JsonDecodingException              if the document is malformed, is not of this kind, or exceeds a limit
     * @throws dev.arena.ArenaExhaustedException  if there is not enough memory for it
     * @throws java.io.UncheckedIOException       if reading the input fails
     */
    public LongVec readLongs(JsonInput in, Arena arena) {
        return read(in, decoding -> VectorReader.longs(decoding, arena));
    }

    /**
     * Reads an array of numbers. As JSON has no other way to say it, {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"} are
     * numbers too, here and in components of records.
     *
     * @param  in                                 the document
     * @param  arena                              takes it
     * @return                                    the numbers
     * @throws JsonDecodingException              if the document is malformed, is not of this kind, or exceeds a limit
     * @throws dev.arena.ArenaExhaustedException  if there is not enough memory for it
     * @throws java.io.UncheckedIOException       if reading the input fails
     */
    public DoubleVec readDoubles(JsonInput in, Arena arena) {
        return read(in, decoding -> VectorReader.doubles(decoding, arena));
    }

    /**
     * Reads a string.
     *
     * @param  in                                 the document
     * @param  arena                              takes it
     * @return                                    its content
     * @throws JsonDecodingException              if the document is malformed, is not of this kind, or exceeds a limit
     * @throws dev.arena.ArenaExhaustedException  if there is not enough memory for it
     * @throws java.io.UncheckedIOException       if reading the input fails
     */
    public Utf8String readText(JsonInput in, Arena arena) {
        return read(in, decoding -> VectorReader.text(decoding, arena));
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

    /**
     * Writes a value in arena memory: {@link dev.arena.collect.RecordRows rows of records} as an array of objects, a record as an
     * object, a {@link JsonValue}, a string, a vector or a set as an array, {@link dev.arena.collect.ByteVec bytes} as
     * Base64, a map from strings or numbers as an object, a map from records as an array of objects with a {@code key} and a
     * {@code value}. Names are those by which records are read.
     *
     * @param  value                        the value; null is written as such
     * @param  out                          where to
     * @throws IllegalArgumentException     if it is of another type
     * @throws IllegalStateException        if its memory has ended
     * @throws java.io.UncheckedIOException if writing the output fails
     */
    public void write(@Nullable Object value, JsonOutput out) {
        write(out, encoder -> encoder.write(value));
    }

    /**
     * Writes values one behind the other, such as the next elements of an array that is too long to be in memory at once.
     *
     * @param  values                       values that {@link #write} takes, such as rows of records
     * @param  generator                    where to; it is neither flushed nor closed
     * @throws IllegalArgumentException     if a value is of another type
     * @throws IllegalStateException        if their memory has ended
     * @throws java.io.UncheckedIOException if writing the output fails
     */
    public void writeElements(Iterable<?> values, JsonGenerator generator) {
        write(JsonOutput.of(generator), encoder -> encoder.writeElements(values));
    }

    /**
     * Writes values line by line, as in NDJSON.
     *
     * @param  values                       values that {@link #write} takes, such as rows of records
     * @param  stream                       where to; it is flushed, but not closed
     * @throws IllegalArgumentException     if a value is of another type
     * @throws IllegalStateException        if their memory has ended
     * @throws java.io.UncheckedIOException if writing the output fails
     */
    public void writeLines(Iterable<?> values, OutputStream stream) {
        write(JsonOutput.of(stream), encoder -> encoder.writeLines(values));
    }

    private void write(JsonOutput out, Consumer<JsonEncoder> body) {
        try {
            BoundMapper mapper = settings.mapper().bound();
            SerializationContext context = mapper.writeContext();
            JsonGenerator generator = out.open(mapper.factory(), context);
            try {
                context.writeValue(generator, new SelfWriting(
                        (target, writing) -> body.accept(new JsonEncoder(target, writing, writers))));
            } finally {
                out.close(generator);
            }
        } catch (JacksonIOException e) {
            throw new UncheckedIOException(e.getCause());
        }
    }

    @SuppressWarnings("unchecked")
    private <R extends Record> RecordReader<R> reader(Class<R> type) {
        return (RecordReader<R>) readers.get(type);
    }

    private RecordReader<?> reader(Type type) {
        return type instanceof Class<?> known
                ? readers.get(known)
                : typedReaders.computeIfAbsent(type, it -> new RecordReader<>(it, settings.mapper().bound()));
    }

    /**
     * Reads one value. The body finds its first token to be the current one and must leave the parser on its last; the value
     * itself has been counted.
     */
    <T> T read(JsonInput in, Function<Decoding, T> body) {
        return readSequence(in, decoding -> {
            if (decoding.parser().currentToken() == null) {
                throw decoding.wrong("There is no value");
            }
            decoding.countValue();
            return body.apply(decoding);
        });
    }

    /**
     * Reads values up to the end. The body finds the first token of the first one to be the current one, or none if there is
     * nothing. It must not leave anything unread, unless it has stopped.
     */
    private <T> T readSequence(JsonInput in, Function<Decoding, T> body) {
        JsonParser parser = null;
        try {
            Decoding decoding = in.open(settings.mapper(), limits);
            parser = decoding.parser();
            if (!parser.hasCurrentToken()) {
                parser.nextToken();
            }
            T value = body.apply(decoding);
            if (!in.isBorrowed() && !decoding.isStopped() && parser.nextToken() != null) {
                throw decoding.wrong("There is something after the value");
            }
            return value;
        } catch (VisitorFailure e) {
            throw e.failure();
        } catch (JacksonException e) {
            throw translated(e, parser, in.isBorrowed());
        } finally {
            if (parser != null && !in.isBorrowed()) {
                parser.close();
            }
        }
    }

    private static RuntimeException translated(JacksonException e, @Nullable JsonParser parser, boolean isBorrowed) {
        if (isBorrowed && e instanceof JacksonIOException && e.getCause() instanceof IOException failure
                && !(failure instanceof CharConversionException)) {
            return new UncheckedIOException(failure); // as streams of our own make of it, which never get here
        }
        return JsonDecodingException.at(parser, location(e, parser),
                START_MARKER.matcher(e.getOriginalMessage()).replaceAll(""),
                e instanceof ParserConstraints.Exceeded exceeded ? exceeded.limit : null, e);
    }

    private static @Nullable TokenStreamLocation location(JacksonException e, @Nullable JsonParser parser) {
        if (parser != null && e instanceof InputCoercionException) {
            return parser.currentTokenLocation();
        }
        return parser != null && e.getLocation() == null ? parser.currentLocation() : e.getLocation();
    }
}
