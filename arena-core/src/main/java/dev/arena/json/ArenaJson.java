/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.arena.json;

import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;
import tools.jackson.core.SerializableString;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.DeserializationContextExt;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.TypeFactory;

import dev.arena.Arena;
import dev.arena.collect.DoubleVec;
import dev.arena.collect.IntVec;
import dev.arena.collect.LongVec;
import dev.arena.collect.RecordRows;
import dev.arena.collect.RecordVec;
import dev.arena.collect.StringLongMap;
import dev.arena.collect.StringMap;
import dev.arena.engine.code.ClassGenerator;
import dev.arena.record.Field;
import dev.arena.record.RecordLayout;
import dev.arena.text.Utf8String;

/**
 * Decodes JSON into arena memory and encodes arena memory as JSON, with Jackson's streaming parser and generator. Immutable
 * and safe for use by any thread.
 *
 * <p>A databind mapper defines the JSON form of records: properties that the mapper ignores are neither written nor read. If
 * the constructor of a record does more than assign its components, decoding calls the constructor, so its checks and changes
 * apply.
 *
 * <p>Decoded values are stored in the given arena, and are invalid after its reset. If decoding fails, the memory that it has
 * taken is released at the reset of the arena.
 *
 * @since 0.1.0
 */
public final class ArenaJson {

    private static final System.Logger LOGGER = System.getLogger(ArenaJson.class.getName());

    private final LazyMapper mapper;
    private final JsonLimits limits;
    private final RecordReaders readers;
    private final JsonDocumentReader documents;
    private final RecordWriters writers;
    private final UnlockedCache<Class<?>, ArenaJson> views = new UnlockedCache<>();

    /** Writes lines, if documents have several. */
    private volatile @Nullable ArenaJson lines;

    ArenaJson(LazyMapper mapper, JsonLimits limits) {
        this.mapper = mapper;
        this.limits = limits;
        this.readers = new RecordReaders(mapper);
        this.documents = new JsonDocumentReader(mapper, limits);
        UnlockedCache<RecordLayout<?>, RecordWriter> known = new UnlockedCache<>(); // a class can have several layouts
        this.writers = layout -> known.get(layout, it -> writer(it, mapper.bound()));
    }

    private static RecordWriter writer(RecordLayout<?> layout, BoundMapper mapper) {
        SerializationContext context = mapper.writeContext();
        JavaType type = context.constructType(layout.genericType());
        try {
            ValueSerializer<Object> serializer = context.findTypedValueSerializer(type, true);
            RowWriter rows = RowWriter.of(layout, serializer, context);
            RecordWriter writer = rows == null ? new DatabindWriter(layout, serializer) : rows;
            log(layout, "writes", writer::way);
            return writer;
        } catch (DatabindException e) {
            throw new IllegalArgumentException(
                    "Databind cannot write " + layout.genericType().getTypeName() + ": " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw GrowingType.refusal(type, context.getTypeFactory(), e);
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
     * Creates a decoder and encoder with a mapper for records, and otherwise default settings.
     *
     * @param  mapper defines the JSON form of records, see {@link ArenaJsonBuilder#mapper(JsonMapper)}
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
     * Returns the mapper that defines the JSON form of records. It supports arena types, as by {@link ArenaModule}.
     *
     * @return the mapper; with a {@linkplain #withView view} that one is its default
     */
    public JsonMapper mapper() {
        return mapper.get();
    }

    /**
     * Returns an instance for a view: components that are not in the view are neither read nor written, see
     * {@link com.fasterxml.jackson.annotation.JsonView}.
     *
     * @param  view the view that is active from then on
     * @return      always the same one for a view
     */
    public ArenaJson withView(Class<?> view) {
        return views.get(Objects.requireNonNull(view, "view"), it -> new ArenaJson(mapper.withView(it), limits));
    }

    /**
     * Describes how rows store the components of a record type, and which components databind reads or writes as objects. The
     * same is logged at debug level when a type is first used.
     *
     * @param  type                     the type of the records, resolved: without type variables
     * @return                          its components in their order; those of records in them are described by their own type
     * @throws IllegalArgumentException if the type is not one of records, or databind cannot describe it
     */
    public List<JsonComponent> describe(Type type) {
        RecordReader<?> reader = readers.of(type);
        RecordWriter writer = writers.of(reader.layout());
        return reader.layout().fields().stream()
                .map(it -> new JsonComponent(it.name(), it.kind(), reader.way(it), writer.way(it)))
                .toList();
    }

    /** The layout of the records that are read of a type. */
    @SuppressWarnings("unchecked")
    RecordLayout<Record> layoutOf(Type type) {
        return (RecordLayout<Record>) readers.of(type).layout();
    }

    /** As {@link #readRecordLines(JsonInput, Class, Arena)}, of a type that may have arguments. */
    RecordVec<?> readRecordLines(JsonInput in, Type type, Arena arena) {
        return documents.readSequence(in, decoding -> readers.of(type).readSequence(decoding, arena));
    }

    /** Reads a vector, map or text. Databind reads it if the mapper has {@link PartSettings} for it. */
    @SuppressWarnings("unchecked")
    private <T> T readParts(JsonInput in, Arena arena, Function<Decoding, T> usual, Class<?> raw, Type... arguments) {
        if (!mapper.bound().readsByDatabind(raw)) {
            return documents.read(in, raw, usual);
        }
        TypeFactory types = mapper().getTypeFactory();
        JavaType type = arguments.length == 0
                ? types.constructType(raw)
                : types.constructParametricType(raw,
                        Arrays.stream(arguments).map(types::constructType).toArray(JavaType[]::new));
        return documents.read(in, decoding -> {
            Object value = readByDatabind(decoding, type, arena);
            if (value == null) {
                throw decoding.wrong("Null is no value here");
            }
            return (T) value;
        });
    }

    /** As {@link #readRecords(JsonInput, Type, Arena)}, of a part for which null elements mean nothing special. */
    RecordVec<?> readRows(JsonInput in, Type type, Arena arena) {
        return documents.read(in, RecordVec.class, decoding -> readers.of(type).readArray(decoding, arena));
    }

    /** As {@link #readMap(JsonInput, Class, Arena)}, of a type that may have arguments. */
    StringMap<?> readMap(JsonInput in, Type type, Arena arena) {
        return documents.read(in, StringMap.class, decoding -> readers.of(type).readMap(decoding, arena));
    }

    /**
     * Generates the classes that read, write, decode and encode records of a type, for an application whose runtime cannot define classes,
     * such as a native image. This is found there if these classes are on the class path. They include those of the
     * {@linkplain RecordLayout#generatedClasses layout}.
     *
     * <p>What is decoded and encoded with another mapper has the same classes unless that mapper reads or writes other components, in
     * another order, or by databind.
     *
     * @param  type                     the type of the records, resolved: without type variables
     * @return                          class files by the binary names of the classes
     * @throws IllegalArgumentException if the type is not one of records, or databind cannot describe it
     */
    public Map<String, byte[]> generatedClasses(Type type) {
        BoundMapper bound = mapper.bound();
        Map<String, byte[]> classes = ClassGenerator.collect(
                () -> writer(new RecordReader<>(type, bound).layout(), bound)); // known ones would generate nothing
        classes.putAll(layoutOf(type).generatedClasses());
        return classes;
    }

    /** Logs which components databind reads or writes. */
    static void log(RecordLayout<?> layout, String what, Function<Field, JsonComponent.Way> ways) {
        if (LOGGER.isLoggable(System.Logger.Level.DEBUG)) {
            List<String> slow = layout.fields().stream().filter(it -> ways.apply(it) == JsonComponent.Way.DATABIND)
                    .map(Field::name).toList();
            LOGGER.log(System.Logger.Level.DEBUG, "Components of {0} that databind {1}: {2}",
                    layout.genericType().getTypeName(), what, slow);
        }
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
        return readParts(in, arena, decoding -> readers.of(type).readArray(decoding, arena), RecordVec.class, type);
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
        return readParts(in, arena, decoding -> readers.of(type).readArray(decoding, arena), RecordVec.class, type);
    }

    /**
     * Reads objects up to the end of the input, as in NDJSON. White space between the objects is optional.
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
        return documents.readSequence(in, decoding -> readers.of(type).readSequence(decoding, arena));
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
        RecordReader<R> reader = readers.of(type);
        return documents.readObject(in, type, decoding -> reader.readOne(decoding, arena));
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
        RecordReader<?> reader = readers.of(type);
        return documents.readObject(in, reader.layout().type(), decoding -> reader.readOne(decoding, arena));
    }

    /**
     * Passes the objects of an array to a visitor, one by one in the same memory. An exception of the visitor stops the
     * reading and is passed on. If the visitor stops, the remaining input is neither read nor checked.
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
        return documents.read(in, RecordVec.class, decoding -> readers.of(type).visitArray(decoding, arena, visitor));
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
        return documents.readSequence(in, decoding -> readers.of(type).visitSequence(decoding, arena, visitor));
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
        return readParts(in, arena, decoding -> readers.of(type).readMap(decoding, arena), StringMap.class, type);
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
        return readParts(in, arena, decoding -> new MapReader(decoding).readLongs(arena), StringLongMap.class);
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
        return readParts(in, arena, decoding -> VectorReader.ints(decoding, arena), IntVec.class);
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
        return readParts(in, arena, decoding -> VectorReader.longs(decoding, arena), LongVec.class);
    }

    /**
     * Reads an array of numbers. JSON has no such numbers, so the strings {@code "NaN"}, {@code "Infinity"} and {@code
     * "-Infinity"} are numbers, too, here and in components of records.
     *
     * @param  in                                 the document
     * @param  arena                              takes it
     * @return                                    the numbers
     * @throws JsonDecodingException              if the document is malformed, is not of this kind, or exceeds a limit
     * @throws dev.arena.ArenaExhaustedException  if there is not enough memory for it
     * @throws java.io.UncheckedIOException       if reading the input fails
     */
    public DoubleVec readDoubles(JsonInput in, Arena arena) {
        return readParts(in, arena, decoding -> VectorReader.doubles(decoding, arena), DoubleVec.class);
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
        return readParts(in, arena, decoding -> VectorReader.text(decoding, arena), Utf8String.class);
    }

    /**
     * Reads a document of any kind. The value has a copy of the document, with unchanged texts and numbers. If the input is a
     * segment of the same generation of a confined arena, the value refers to the input instead. Do not change the input as
     * long as the value is in use.
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
        BoundMapper bound = mapper.bound();
        var document = new JsonDocument(arena);
        JsonBody body = bound.isStandard() ? in.body(bound.factory(), document.texts(), arena) : null;
        if (body == null) {
            return readByParser(in, arena);
        }
        try {
            return new TapeReader(body, document, limits, bound.constraints()).read(bound.failsOnTrailingTokens());
        } catch (LeftToParser e) {
            return readByParser(in.again(body), arena);
        } finally {
            body.release();
        }
    }

    /** Reads a value by a parser, also if this is not necessary. */
    JsonValue readByParser(JsonInput in, Arena arena) {
        return documents.read(in, JsonValue.class, decoding -> JsonValueReader.read(decoding, arena));
    }

    /**
     * Reads a value of any type that the mapper reads, as databind does. Arena types, which may be the value itself or parts of it,
     * are decoded into the arena; a {@link dev.arena.collect.ByteVec} is Base64.
     *
     * @param  <T>                                the type
     * @param  in                                 the document
     * @param  type                               the type, with its type arguments
     * @param  arena                              takes what is of arena types
     * @return                                    the value; null if the document is {@code null} and the type has no value for it
     * @throws JsonDecodingException              if the document is malformed, does not fit the type, or exceeds a limit
     * @throws dev.arena.ArenaExhaustedException  if there is not enough memory for it
     * @throws java.io.UncheckedIOException       if reading the input fails
     * @throws IllegalArgumentException           if databind cannot read the type at all
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> @Nullable T read(JsonInput in, JavaType type, Arena arena) {
        RecordReader<?> rows = in.isBorrowed() ? null : readers.ofVector(type);
        return (T) documents.<@Nullable Object>read(in,
                decoding -> rows != null && decoding.parser().currentToken() == JsonToken.START_ARRAY
                        ? rows.readArray(decoding, arena)
                        : readByDatabind(decoding, type, arena));
    }

    private @Nullable Object readByDatabind(Decoding decoding, JavaType type, Arena arena) {
        ValuePath path = ValuePath.of(decoding.parser());
        try {
            return mapper().readerFor(type).withAttribute(ArenaModule.ARENA, arena)
                    .withAttribute(ArenaJson.class, this)
                    .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readValue(decoding.counted());
        } catch (DatabindException e) {
            throw DatabindFailure.translated(e, type, decoding, path);
        } catch (StackOverflowError e) {
            throw GrowingType.refusalIfGrowing(type, mapper().getTypeFactory(), e);
        }
    }

    /**
     * Reads the elements of a vector or set up to the end of the input, one in each document, as in NDJSON.
     *
     * @param  <T>                                the type
     * @param  in                                 the documents
     * @param  type                               a type that {@link #hasLines has elements}, with its type arguments
     * @param  arena                              takes it
     * @return                                    the elements; none if there is nothing
     * @throws JsonDecodingException              if the input is malformed, does not fit the type, or exceeds a limit
     * @throws dev.arena.ArenaExhaustedException  if there is not enough memory for it
     * @throws java.io.UncheckedIOException       if reading the input fails
     * @throws IllegalArgumentException           if the type has no elements
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> T readLines(JsonInput in, JavaType type, Arena arena) {
        ComponentReader reader = ComponentReader.of(type);
        if (reader == null) {
            throw new IllegalArgumentException(type.toCanonical() + " is not a type with elements in an arena");
        }
        return (T) documents.readSequence(in, decoding -> {
            DeserializationContextExt context = mapper()._deserializationContext()
                    .assignParser(decoding.counting());
            context.setAttribute(ArenaModule.ARENA, arena);
            context.setAttribute(ArenaJson.class, this);
            ValuePath path = ValuePath.of(decoding.parser());
            try {
                return reader.readLines(new ComponentInput(decoding.counting(), context, arena, this));
            } catch (DatabindException e) {
                throw DatabindFailure.translated(e, type, decoding, path);
            }
        });
    }

    /**
     * Whether a type is one of arena memory that {@link #readLines} reads: a vector, a set, or a map from records.
     *
     * @param  type the type, with its type arguments
     * @return      whether it has elements
     */
    public static boolean hasLines(JavaType type) {
        ComponentReader reader = ComponentReader.of(type);
        return reader != null && reader.hasElements();
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
        if (value == null || out.isBorrowed()) {
            write(value, out, encoder -> encoder.write(value));
            return;
        }
        SerializableString wrapper = mapper.bound().writtenWrapperName(value.getClass());
        write(value, out, encoder -> {
            if (wrapper == null) {
                encoder.write(value);
            } else {
                encoder.writeWrapped(wrapper, value);
            }
        });
    }

    /**
     * Opens a generator with the settings of the mapper, for a document that is too long for memory. It writes the same as a
     * generator of the mapper. {@link #writeElements} is fastest with it.
     *
     * @param  stream                      where to, in UTF-8; when the generator is closed, the stream is flushed, but not closed
     * @return                             a generator, to be closed by the caller
     * @throws tools.jackson.core.JacksonException if the generator cannot be opened
     */
    public JsonGenerator createGenerator(OutputStream stream) {
        BoundMapper bound = mapper.bound();
        return bound.factory().createGenerator(bound.writeContext(), stream, JsonEncoding.UTF8);
    }

    /**
     * Writes consecutive values, such as the next elements of an array that is too long for memory.
     *
     * @param  values                       values that {@link #write} takes, such as rows of records
     * @param  generator                    destination, such as that of {@link #createGenerator}; it is neither flushed nor closed
     * @throws IllegalArgumentException     if a value is of another type
     * @throws IllegalStateException        if their memory has ended
     * @throws java.io.UncheckedIOException if writing the output fails
     */
    public void writeElements(Iterable<?> values, JsonGenerator generator) {
        write(values, JsonOutput.of(generator), encoder -> encoder.writeElements(values));
    }

    /**
     * Writes values line by line, as in NDJSON, even if the mapper indents documents.
     *
     * @param  values                       a vector, a set or a map from records, whose elements are written, or several values that
     *                                      {@link #write} takes
     * @param  stream                       where to; it is flushed, but not closed
     * @throws IllegalArgumentException     if a value is of another type
     * @throws IllegalStateException        if their memory has ended
     * @throws java.io.UncheckedIOException if writing the output fails
     */
    public void writeLines(Object values, OutputStream stream) {
        ofLines().write(values, JsonOutput.of(stream), encoder -> encoder.writeLines(values));
    }

    private ArenaJson ofLines() {
        ArenaJson known = lines;
        if (known == null) {
            known = mapper().isEnabled(SerializationFeature.INDENT_OUTPUT)
                    ? new ArenaJson(mapper.withoutIndents(), limits)
                    : this;
            lines = known;
        }
        return known;
    }

    private void write(@Nullable Object value, JsonOutput out, Consumer<JsonEncoder> body) {
        try {
            BoundMapper bound = mapper.bound();
            boolean isPlain = bound.writesPlain() && !out.isBorrowed() && isPlain(value)
                    && !bound.writesCopies(RecordRows.class);
            SerializationContext context = isPlain ? bound.writeSettings() : bound.writeContext();
            JsonGenerator generator = out.open(bound.factory(), context);
            try {
                if (isPlain) {
                    body.accept(new JsonEncoder(generator, bound::writeContext, writers, _ -> false));
                } else {
                    context.writeValue(generator, new SelfWriting(
                            (target, writing) -> body.accept(
                                    new JsonEncoder(target, () -> writing, writers, bound::writesCopies))));
                }
            } finally {
                out.close(generator);
            }
        } catch (JacksonIOException e) {
            throw new UncheckedIOException(e.getCause());
        }
    }

    /** Returns whether a value can be written entirely without databind. */
    private boolean isPlain(@Nullable Object value) {
        return value instanceof RecordRows<?> rows && writers.of(rows.layout()) instanceof RowWriter writer
                && writer.plainDepth() > 0;
    }
}
