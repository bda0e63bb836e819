package dev.arena.record;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.text.Utf8Builder;

/**
 * The memory layout of a record type. It is that of a C struct of the components: in their order, each aligned by its size. One
 * byte follows for each component that can be null and has no value that stands for null.
 *
 * <p>Components can be of a primitive or boxed type, an enum, a {@link String}, a {@link dev.arena.text.Utf8String}, or a
 * record of such. {@link FieldKind} says how each is represented. Memory that is zero reads as a record of zeros and nulls.
 * Texts are stored beside the rows, in a segment that is passed to each read. A row holds offset and length of a text, never an
 * address. Both are checked against that segment.
 *
 * <p>The code that reads and writes is generated once for each type. A row holds the values of the record's fields. Reading calls
 * the canonical constructor, even a private one. Layouts are immutable. There is one for each type, which is cached as long as the
 * type is loaded.
 *
 * @param <R> type of the records
 */
public final class RecordLayout<R extends Record> {
    private static final ClassValue<RecordLayout<?>> KNOWN = new ClassValue<>() {
        @Override
        protected RecordLayout<?> computeValue(Class<?> type) {
            if (!type.isRecord()) {
                throw new IllegalArgumentException(type.getName() + " is no record class");
            }
            Component.requireFinite(type, new HashSet<>());
            return new RecordLayout<>(type.asSubclass(Record.class));
        }
    };

    private final Class<R> type;
    private final StructLayout layout;
    private final long byteSize;
    private final boolean hasText;
    private final List<Field> fields;
    private final Map<String, Field> byName;
    private final PlainMembers plain;
    private final Codec codec;

    private RecordLayout(Class<R> type) {
        List<Component> components = Arrays.stream(type.getRecordComponents()).map(Component::of).toList();
        this.type = type;
        var struct = new Struct();
        List<Field> made = new ArrayList<>();
        long[] offsets = components.stream().mapToLong(each -> struct.add(each.name(), each.layout())).toArray();
        for (int i = 0; i < offsets.length; i++) {
            Component component = components.get(i);
            long presence = component.hasPresence()
                    ? struct.add(Field.presenceName(component.name()), ValueLayout.JAVA_BYTE)
                    : -1;
            made.add(new Field(type, i, component, offsets[i], presence));
        }
        this.layout = struct.finish().withName(type.getSimpleName());
        this.byteSize = layout.byteSize();
        this.fields = List.copyOf(made);
        this.hasText = fields.stream().anyMatch(RecordLayout::hasText);
        this.byName = new LinkedHashMap<>();
        fields.forEach(field -> byName.put(field.name(), field));
        this.plain = PlainMembers.of(type);
        this.codec = CodecGenerator.codecFor(type, layout, fields, plain.accessors());
    }

    private static boolean hasText(Field field) {
        RecordLayout<?> nested = field.nested();
        return field.kind().isText() || (nested != null && nested.hasText);
    }

    /**
     * The layout of a type of records.
     *
     * @param  <R>                      type of the records
     * @param  type                     their class, which can be private, nested or local
     * @return                          its layout, always the same
     * @throws IllegalArgumentException if a component cannot be laid out, which the message names, or if the class is in a
     *                                  module that does not open it to this one
     */
    @SuppressWarnings("unchecked")
    public static <R extends Record> RecordLayout<R> of(Class<R> type) {
        return (RecordLayout<R>) KNOWN.get(type);
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
     * The layout as a {@code java.lang.foreign} layout, for native functions and var handles. Members have the names of the
     * components. The byte that tells whether component {@code x} is not null has the name {@code x?}.
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
     * Whether records of this type or nested records have components whose text is stored beside the rows.
     *
     * @return whether rows refer to text
     */
    public boolean hasText() {
        return hasText;
    }

    /**
     * Whether the canonical constructor assigns its parameters to the fields and does nothing else, so that a row need not be
     * passed through it to be valid. Records in components have constructors of their own.
     *
     * @return whether it does nothing else; false also if the class file cannot be read, as that of a hidden class
     */
    public boolean hasPlainConstructor() {
        return plain.constructor();
    }

    /**
     * Whether each accessor returns its field and does nothing else, so that what a row has is what the accessors of its record
     * return. Records in components have accessors of their own.
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
                    "Record " + type.getName() + " has no component " + name + ", but " + byName.keySet());
        }
        return field;
    }

    /**
     * Allocates memory for one record.
     *
     * @param  arena                              where to allocate
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
     * {@code text}. If this fails because memory is exhausted, the row may have components of both
     * records, and text may have been appended.
     *
     * @param  rows                              memory of rows, zero or written by this layout and the same text before
     * @param  offset                            offset of the row in bytes
     * @param  value                             the record
     * @param  text                              builder of the texts; null only for a layout without text
     * @throws IndexOutOfBoundsException         if the row is not within {@code rows}
     * @throws IllegalArgumentException          if the row is not aligned, or {@code rows} is read-only
     * @throws IllegalStateException             if the memory has ended, or if texts exceed 2 GiB
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
     * This layout followed by any number of elements, as a C struct that ends in a flexible array member.
     *
     * @param  element layout of an element
     * @return         the layout of both
     */
    public TrailingLayout<R> trailing(MemoryLayout element) {
        return new TrailingLayout<>(this, element);
    }

    Codec codec() {
        return codec;
    }

    /** The type and the layout. */
    @Override
    public String toString() {
        return type.getName() + " as " + layout;
    }
}
