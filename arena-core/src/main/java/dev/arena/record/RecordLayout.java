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

package dev.arena.record;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.engine.code.ClassGenerator;
import dev.arena.text.Utf8Builder;

/**
 * The memory layout of a record type. It is like a C struct of the components: in their order, each aligned to its size. One
 * byte follows for each nullable component without a value that represents null.
 *
 * <p>Components can be of any class. {@link FieldKind} lists their representations. Values of a class without a layout are
 * stored as documents, see {@link DocumentCodec}. Zeroed memory reads as a record of zeros and nulls.
 *
 * <p>Texts, the elements of sequences, and documents are stored beside the rows, in a segment that the caller passes to each
 * read. A row contains the offset and length of a text, never an address. Reads check both against the segment.
 *
 * <p>The code that reads and writes rows is generated once for each type, at run time or in the {@linkplain #generatedClasses
 * build}. A row contains the values of the record's fields. Reading calls the canonical constructor, even a private one. Layouts
 * are immutable. There is one layout for each type, which is cached as long as the type is loaded.
 *
 * @param <R> type of the records
 * @since 0.1.0
 */
public final class RecordLayout<R extends Record> {
    /**
     * Layouts without documents, or with those of the standard codec, by class and type arguments. Each is in the map of the
     * {@link ResolvedType#youngestClass}.
     */
    private static final ClassValue<Map<Type, RecordLayout<?>>> KNOWN = new ClassValue<>() {
        @Override
        protected Map<Type, RecordLayout<?>> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private final Class<R> type;
    private final Type genericType;
    private final StructLayout layout;
    private final long byteSize;
    private final boolean hasText;
    private final long textAlignment;
    private final List<Field> fields;
    private final Map<String, Field> byName;
    private final PlainMembers plain;
    private final Codec codec;

    /** Whether records of the type are immutable, with all objects in them; null if not known yet. */
    private @Nullable Boolean isImmutable;

    private RecordLayout(Class<R> type, Type genericType, @Nullable DocumentCodec documents) {
        this.type = type;
        this.genericType = genericType;
        this.plain = PlainMembers.of(type);
        var components = new Component.Factory(type, documents,
                documents == null ? null : documents.ofRecords(genericType), !plain.constructor());
        var struct = new Struct();
        this.fields = Field.addAll(type, Arrays.stream(type.getRecordComponents())
                .map(it -> components.of(it.getName(), ResolvedType.resolve(it.getGenericType(), genericType)))
                .toList(), struct);
        this.layout = struct.finish().withName(type.getSimpleName());
        this.byteSize = layout.byteSize();
        this.hasText = fields.stream().anyMatch(Field::usesText);
        this.textAlignment = fields.stream().mapToLong(Field::textAlignment).max().orElse(1);
        this.byName = new LinkedHashMap<>();
        fields.forEach(field -> byName.put(field.name(), field));
        this.codec = CodecGenerator.codecFor(type, layout, fields, plain);
    }

    /**
     * Returns the layout of a record type.
     *
     * @param  <R>                      type of the records
     * @param  type                     the record class, which can be private, nested or local
     * @return                          its layout, always the same
     * @throws IllegalArgumentException if a component has no layout, or if the class is in a module that does not open it to
     *                                  this one. The message names the component or the module
     */
    @SuppressWarnings("unchecked")
    public static <R extends Record> RecordLayout<R> of(Class<R> type) {
        return (RecordLayout<R>) of((Type) type);
    }

    /**
     * Returns the layout of a record type, possibly with type arguments, such as {@code Page<Order>}. The
     * {@linkplain DocumentCodec#standard standard} codec stores components of classes without a layout.
     *
     * @param  type                     a record class, or a {@link java.lang.reflect.ParameterizedType} of one
     * @return                          its layout, always the same
     * @throws IllegalArgumentException as for a class
     */
    public static RecordLayout<?> of(Type type) {
        return of(type, StandardDocuments.CODEC);
    }

    /**
     * Returns the layout of a record type with the given codec of documents.
     *
     * @param  type                     a record class, or a {@link java.lang.reflect.ParameterizedType} of one
     * @param  documents                stores values of classes without a layout, or null if they are not supported
     * @return                          its layout; always the same if it has no documents or the standard ones, otherwise a new one
     * @throws IllegalArgumentException as for a class, and if a component needs a codec and there is none
     */
    public static RecordLayout<?> of(Type type, @Nullable DocumentCodec documents) {
        Type resolved = ResolvedType.resolve(type, null);
        Class<?> raw = ResolvedType.rawClass(resolved);
        if (!raw.isRecord()) {
            throw new IllegalArgumentException(raw.getName() + " is not a record class");
        }
        Map<Type, RecordLayout<?>> known = KNOWN.get(ResolvedType.youngestClass(resolved));
        RecordLayout<?> found = known.get(resolved);
        boolean needsCodec = !Objects.equals(documents, StandardDocuments.CODEC)
                && RecordNesting.needsDocuments(resolved, documents);
        if (found != null && !needsCodec) {
            return found;
        }
        boolean hasDocuments = needsCodec || RecordNesting.needsDocuments(resolved, null);
        RecordLayout<?> made = new RecordLayout<>(raw.asSubclass(Record.class), resolved,
                hasDocuments ? documents : null); // a cached layout must not keep the codec of one application
        if (needsCodec) {
            return made;
        }
        RecordLayout<?> first = known.putIfAbsent(resolved, made);
        return first == null ? made : first;
    }

    /** The default document codec of layouts. */
    private static final class StandardDocuments {
        static final @Nullable DocumentCodec CODEC = DocumentCodec.standard();
    }

    /**
     * The type of the records.
     *
     * @return the class
     */
    public Class<R> type() {
        return type;
    }

    /**
     * The type of the records with its arguments.
     *
     * @return the class, or the class with arguments
     */
    public Type genericType() {
        return genericType;
    }

    /**
     * Creates a builder for the data beside rows of this layout, with the required alignment.
     *
     * @param  arena                              arena of the builder
     * @param  capacity                           initial size in bytes, 0 or more
     * @return                                    an empty builder
     * @throws dev.arena.ArenaExhaustedException if there is no memory for it
     */
    public Utf8Builder newText(Arena arena, long capacity) {
        return new Utf8Builder(arena, capacity, textAlignment);
    }

    /**
     * Returns the layout as a {@code java.lang.foreign} layout, for native functions and var handles. Members have the names
     * of the components. The byte that indicates whether component {@code x} is not null has the name {@code x?}.
     *
     * @return the layout of a row
     */
    public StructLayout layout() {
        return layout;
    }

    /**
     * Size of a row, and the distance from one to the next.
     *
     * @return the size in bytes, a multiple of the alignment, 1 or more
     */
    public long byteSize() {
        return byteSize;
    }

    /**
     * Alignment of a row.
     *
     * @return the alignment in bytes, a power of two of at most 8
     */
    public long byteAlignment() {
        return layout.byteAlignment();
    }

    /**
     * Returns whether this record type or its nested records have components whose text is stored beside the rows.
     *
     * @return whether rows refer to text
     */
    public boolean hasText() {
        return hasText;
    }

    /**
     * Returns whether the canonical constructor only assigns its parameters to the fields. Rows are then valid without
     * calling the constructor. Records in components have their own constructors.
     *
     * @return whether it does nothing else; false also if the class file cannot be read, as that of a hidden class
     */
    public boolean hasPlainConstructor() {
        return plain.constructor();
    }

    /**
     * Returns whether each accessor only returns its field. A row then contains the values that the accessors of its record
     * return. Records in components have their own accessors.
     *
     * @return whether they do nothing else; false also if the class file cannot be read, as that of a hidden class
     */
    public boolean hasPlainAccessors() {
        return plain.accessors();
    }

    /**
     * The components in their order.
     *
     * @return an immutable list
     */
    public List<Field> fields() {
        return fields;
    }

    /**
     * The component with a name.
     *
     * @param  name                     the name
     * @return                          the field
     * @throws IllegalArgumentException if there is none of that name
     */
    public Field field(String name) {
        Field field = byName.get(name);
        if (field == null) {
            throw new IllegalArgumentException(
                    "Record " + type.getName() + " has no component " + name + ". Its components are "
                            + byName.keySet());
        }
        return field;
    }

    /**
     * Allocates memory for one record.
     *
     * @param  arena                              arena of the row
     * @return                                    a row of zeros and nulls
     * @throws dev.arena.ArenaExhaustedException  if there is no memory left
     * @throws IllegalStateException              if the arena has been closed
     * @throws WrongThreadException               if it is confined to another thread
     */
    public MemorySegment allocate(Arena arena) {
        return arena.allocate(byteSize, byteAlignment());
    }

    /**
     * Reads a record. Its components of type {@link dev.arena.text.Utf8String} are views of {@code text}, and end with it.
     * Those of type {@link String} are copies.
     *
     * @param  rows                      memory of rows
     * @param  offset                    offset of the row in bytes
     * @param  text                      the text that the rows refer to; {@link MemorySegment#NULL} if there is none
     * @return                           a new record
     * @throws IndexOutOfBoundsException if the row is not within {@code rows}, or what it refers to not within {@code text}
     * @throws IllegalArgumentException  if the row is not aligned
     * @throws IllegalStateException     if the memory has ended
     */
    @SuppressWarnings("unchecked")
    public R read(MemorySegment rows, long offset, MemorySegment text) {
        return (R) codec.read(rows, offset, text);
    }

    /**
     * Reads a record without texts.
     *
     * @param  rows                      memory of rows
     * @param  offset                    offset of the row in bytes
     * @return                           a new record
     * @throws IndexOutOfBoundsException if the row is not within {@code rows}, or if it refers to text
     * @throws IllegalArgumentException  if the row is not aligned
     * @throws IllegalStateException     if the memory has ended
     */
    public R read(MemorySegment rows, long offset) {
        return read(rows, offset, MemorySegment.NULL);
    }

    /**
     * Writes a record. Texts are appended to {@code text}, unless the row had the same text before or the text is a view of
     * {@code text}. If this fails because memory is exhausted, the row may contain components of both records, and text may
     * have been appended.
     *
     * @param  rows                              memory of rows, zero or written by this layout and the same text before
     * @param  offset                            offset of the row in bytes
     * @param  value                             the record
     * @param  text                              builder of the texts; null only for a layout without text
     * @throws IndexOutOfBoundsException         if the row is not within {@code rows}
     * @throws IllegalArgumentException          if the row is not aligned, or {@code rows} is read-only
     * @throws IllegalStateException             if the memory has ended, or if the texts exceed 2 GiB
     * @throws dev.arena.ArenaExhaustedException if there is no memory left for a text
     */
    public void write(MemorySegment rows, long offset, R value, @Nullable Utf8Builder text) {
        codec.write(rows, offset, Objects.requireNonNull(value, "value"), text);
    }

    /**
     * Writes a record without texts.
     *
     * @param  rows                      memory of rows
     * @param  offset                    offset of the row in bytes
     * @param  value                     the record
     * @throws IndexOutOfBoundsException if the row is not within {@code rows}
     * @throws IllegalArgumentException  if the row is not aligned, or {@code rows} is read-only
     * @throws IllegalStateException     if the memory has ended
     * @throws NullPointerException      if the record has a text
     */
    public void write(MemorySegment rows, long offset, R value) {
        write(rows, offset, value, null);
    }

    /**
     * Reads a record like {@link #read(MemorySegment, long, MemorySegment)}, and keeps the arguments of its constructor for
     * {@link #writeChanges}.
     *
     * @param  rows      memory of rows
     * @param  offset    offset of the row in bytes
     * @param  text      the text that the rows refer to; {@link MemorySegment#NULL} if there is none
     * @param  arguments receives the arguments instead of those that it had before
     * @return           a new record
     */
    @SuppressWarnings("unchecked")
    public R read(MemorySegment rows, long offset, MemorySegment text, ConstructorArguments arguments) {
        arguments.clear();
        return (R) codec.read(rows, offset, text, arguments);
    }

    /**
     * Writes those components of a record that its constructor has changed. The row then contains the same values as after
     * {@link #write(MemorySegment, long, Record, Utf8Builder) writing} the record. The same exceptions are possible.
     *
     * @param rows      memory of rows
     * @param offset    offset of the row from which the record was read last
     * @param value     the record
     * @param text      builder of the texts; null only for a layout without text
     * @param arguments the arguments that were kept when the record was read
     */
    public void writeChanges(MemorySegment rows, long offset, R value, @Nullable Utf8Builder text,
            ConstructorArguments arguments) {
        arguments.rewind();
        codec.writeChanges(rows, offset, value, text, arguments);
    }

    /**
     * This layout followed by any number of elements, as a C struct that ends in a flexible array member.
     *
     * @param  element layout of an element
     * @return         the layout of both
     */
    public TrailingLayout<R> trailing(MemoryLayout element) {
        return new TrailingLayout<>(this, element);
    }

    /**
     * Generates the classes that read and write rows of this layout and of its nested layouts, for a runtime that cannot define
     * classes, such as a native image. Layouts of the same types use these classes if they are on the class path.
     *
     * <p>A record has no class if it is not public, or if a class of this package cannot call an accessor or name the type of a
     * component. The layout of such a record works without a class. The classes are valid for this version of the library and of
     * the records.
     *
     * @return class files by the binary names of the classes; none if no record can have a class
     */
    public Map<String, byte[]> generatedClasses() {
        return ClassGenerator.collect(() -> generate(new HashSet<>(), new HashSet<>()));
    }

    /**
     * Generates all codecs again, including known ones.
     *
     * @param seen   layouts whose codecs have been generated
     * @param around classes that contain this record. A record within its own class could contain types of unlimited length
     */
    private void generate(Set<RecordLayout<?>> seen, Set<Class<?>> around) {
        if (seen.add(this) && around.add(type)) {
            CodecGenerator.codecFor(type, layout, fields, plain);
            fields.stream().flatMap(Field::layouts).forEach(it -> it.generate(seen, around));
            around.remove(type);
        }
    }

    /** Whether the records are immutable, with all objects in them. */
    boolean isImmutable(int depth) {
        Boolean known = isImmutable;
        if (known == null) {
            known = depth < RecordNesting.LONGEST && fields.stream().allMatch(it -> it.isImmutable(depth + 1));
            if (depth == 0) { // deeper, it can be false only because a type contains itself
                isImmutable = known;
            }
        }
        return known;
    }

    /** Keeps the parts of a record that can be changed. */
    void keepParts(Object value, ConstructorArguments arguments) {
        for (Field field : fields) {
            if (field.kind().hasParts()) {
                field.keep(codec.component(value, field.index()), arguments);
            } else if (!field.isImmutable()) {
                arguments.addUnknown();
            }
        }
    }

    /** Whether a record has the parts that were kept. */
    boolean hasKeptParts(Object value, ConstructorArguments arguments) {
        for (Field field : fields) {
            if (field.kind().hasParts()
                    ? !field.isKept(codec.component(value, field.index()), arguments)
                    : !field.isImmutable()) {
                return false;
            }
        }
        return true;
    }

    long textAlignment() {
        return textAlignment;
    }

    Codec codec() {
        return codec;
    }

    /** Returns the type and the layout. */
    @Override
    public String toString() {
        return type.getName() + " as " + layout;
    }
}
