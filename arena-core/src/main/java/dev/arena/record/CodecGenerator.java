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

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.arena.engine.code.ClassGenerator;
import dev.arena.text.Utf8Builder;

/**
 * Generates the {@link Codec} of a record class. The codec takes the row as a slice, so one bounds check is enough. It reads or
 * writes each component at a constant offset of the slice.
 *
 * <p>A hidden class calls the canonical constructor and the accessors by constant method handles, which the JIT compiler inlines
 * like calls. If an accessor does more than return its field, the class uses the getter of the field instead. The record may
 * therefore be private, and may belong to another class loader that does not know this class.
 *
 * <p>A class with a name calls the constructor and the accessors directly. It exists only if the record and the types of its
 * components are public, and if the accessors only return the fields.
 */
final class CodecGenerator extends ClassGenerator<Codec> {
    private static final ClassDesc CODEC = desc(Codec.class);
    private static final ClassDesc SLOT = desc(TextSlot.class);
    private static final ClassDesc VALUE_SLOT = desc(ValueSlot.class);
    private static final ClassDesc SEGMENT = desc(MemorySegment.class);
    private static final ClassDesc LAYOUTS = desc(ValueLayout.class);
    private static final ClassDesc BUILDER = desc(Utf8Builder.class);
    private static final ClassDesc ARGUMENTS = desc(ConstructorArguments.class);
    private static final ClassDesc FIELD = desc(Field.class);
    private static final ClassDesc HANDLE = ConstantDescs.CD_MethodHandle;
    private static final ClassDesc OBJECT = ConstantDescs.CD_Object;
    private static final MethodTypeDesc READ = MethodTypeDesc.of(OBJECT, SEGMENT, ConstantDescs.CD_long, SEGMENT);
    private static final MethodTypeDesc WRITE = MethodTypeDesc.of(ConstantDescs.CD_void, SEGMENT, ConstantDescs.CD_long,
            OBJECT, BUILDER);
    private static final MethodTypeDesc READ_KEEPING = READ.insertParameterTypes(3, ARGUMENTS);
    private static final MethodTypeDesc WRITE_CHANGES = WRITE.insertParameterTypes(4, ARGUMENTS);
    private static final MethodTypeDesc GET = MethodTypeDesc.of(OBJECT, OBJECT, ConstantDescs.CD_int);
    private static final MethodTypeDesc KEEP = MethodTypeDesc.of(OBJECT, OBJECT, ARGUMENTS);
    private static final MethodTypeDesc IS_UNCHANGED = MethodTypeDesc.of(ConstantDescs.CD_boolean, OBJECT);

    /** Slots of the parameters and local variables: of all methods, of those that read, and of those that write. */
    private static final int ROWS = 1;
    private static final int OFFSET = 2;
    private static final int READ_TEXT = 4;
    private static final int READ_ARGUMENTS = 5;
    private static final int READ_ROW = 6;
    private static final int VALUE = 4;
    private static final int WRITE_TEXT = 5;
    private static final int WRITE_ARGUMENTS = 6;
    private static final int COMPONENT = 7;
    private static final int WRITE_ROW = 8;

    /** Slots of the parameters of {@code component}. */
    private static final int RECORD = 1;
    private static final int INDEX = 2;

    private final Class<?> type;
    private final StructLayout struct;
    private final List<Field> fields;
    private final PlainMembers plain;

    /** The classes of the components as the record declares them. The class of a field differs if the component is a type variable. */
    private final List<Class<?>> components;

    private CodecGenerator(Class<?> type, StructLayout struct, List<Field> fields, PlainMembers plain) {
        super(MethodHandles.lookup(), Codec.class);
        this.type = type;
        this.struct = struct;
        this.fields = fields;
        this.plain = plain;
        this.components = Stream.of(type.getRecordComponents()).<Class<?>>map(RecordComponent::getType).toList();
    }

    /**
     * Creates the codec of a record class.
     *
     * @param  plain                    which members do only what the compiler generates
     * @throws IllegalArgumentException if the class is not accessible
     */
    static Codec codecFor(Class<?> type, StructLayout struct, List<Field> fields, PlainMembers plain) {
        Codec generated = new CodecGenerator(type, struct, fields, plain).make();
        try {
            return generated != null ? generated : InterpretedCodec.of(type, struct, fields, plain.accessors());
        } catch (InaccessibleObjectException e) {
            throw inaccessible(type, e);
        }
    }

    private static IllegalArgumentException inaccessible(Class<?> type, Exception cause) {
        Module mine = CodecGenerator.class.getModule();
        return new IllegalArgumentException("Record " + type.getName() + " is not accessible: its module must open "
                + type.getPackageName() + " to " + (mine.isNamed() ? "module " + mine.getName() : "all"), cause);
    }

    /** Whether a class of this package can name a type. */
    private static boolean isAccessible(Class<?> type) {
        Class<?> declaring = type.getDeclaringClass();
        return type.isArray()
                ? isAccessible(type.componentType())
                : Modifier.isPublic(type.getModifiers()) && (declaring == null || isAccessible(declaring))
                        && type.getModule().isExported(type.getPackageName(), CodecGenerator.class.getModule());
    }

    @Override
    protected boolean canBeNamed() {
        return plain.accessors() && isAccessible(type) && components.stream().allMatch(CodecGenerator::isAccessible);
    }

    @Override
    protected String shape() {
        return type.getName() + (plain.constructor() ? ' ' : '!') + struct.byteSize() + '/' + struct.byteAlignment()
                + fields.stream()
                        .map(it -> ' ' + it.name() + ':' + component(it).descriptorString() + it.kind() + it.byteSize()
                                + '@'
                                + it.offset() + (it.hasPresence() ? "?" + it.presenceOffset() : ""))
                        .collect(Collectors.joining());
    }

    /** For each component, by index, the object that creates its value, or the component itself; the components; the {@link #handles}. */
    @Override
    protected List<?> constants() {
        List<Object> constants = new ArrayList<>();
        for (Field field : fields) {
            constants.add(switch (field.kind()) {
                case ENUM -> Objects.requireNonNull(field.constants());
                case RECORD -> Objects.requireNonNull(field.nested()).codec();
                default -> field.kind().hasValueSlot() ? field.slot() : field;
            });
        }
        constants.addAll(fields);
        if (isHidden()) {
            try {
                constants.addAll(handles());
            } catch (IllegalAccessException e) {
                throw inaccessible(type, e);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("Cannot generate the codec of " + type.getName(), e);
            }
        }
        return constants;
    }

    private MethodHandles.Lookup lookup() {
        CodecGenerator.class.getModule().addReads(type.getModule()); // a record may be in any module
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        } catch (IllegalAccessException e) {
            return MethodHandles.lookup(); // enough for a public record of an exported package
        }
    }

    /** Finds the accessors, by the index of their component, and then the constructor. */
    private List<MethodHandle> handles() throws ReflectiveOperationException {
        List<MethodHandle> handles = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            handles.add(findAccessor(component));
        }
        handles.add(lookup().findConstructor(type, constructorType()).asFixedArity()); // the last component may be declared with ...
        return handles.stream().map(it -> it.asType(it.type().erase())).toList();
    }

    private MethodType constructorType() {
        return MethodType.methodType(void.class, components);
    }

    private Class<?> component(Field field) {
        return components.get(field.index());
    }

    /** Finds the getter of the field if accessors compute something. They would compute it again each time that the record is read and written. */
    private MethodHandle findAccessor(RecordComponent component) throws ReflectiveOperationException {
        if (!plain.accessors()) {
            try {
                return lookup().findGetter(type, component.getName(), component.getType());
            } catch (IllegalAccessException e) {
                // a public record of an exported package, see lookup(): only its accessors can be called
            }
        }
        return lookup().unreflect(component.getAccessor());
    }

    @Override
    protected void generate(ClassBuilder made) {
        generateRead(made, READ, this::read);
        generateWrite(made, "write", WRITE, this::write);
        if (!plain.constructor()) {
            generateRead(made, READ_KEEPING, this::readAndKeep);
            generateWrite(made, "writeChanges", WRITE_CHANGES, this::writeIfChanged);
        }
        made.withMethodBody("component", GET, 0, code -> {
            fields.stream().filter(it -> it.kind().hasParts())
                    .forEach(field -> code.iload(INDEX).loadConstant(field.index())
                            .ifThen(Opcode.IF_ICMPEQ, found -> {
                                component(found, field, RECORD);
                                found.areturn();
                            }));
            code.aconst_null().areturn();
        });
    }

    private void generateRead(ClassBuilder made, MethodTypeDesc parameters, BiConsumer<CodeBuilder, Field> read) {
        made.withMethodBody("read", parameters, 0, code -> {
            takeRow(code, READ_ROW);
            construct(code, field -> read.accept(code, field));
            code.areturn();
        });
    }

    private void generateWrite(ClassBuilder made, String name, MethodTypeDesc parameters,
            BiConsumer<CodeBuilder, Field> write) {
        made.withMethodBody(name, parameters, 0, code -> {
            takeRow(code, WRITE_ROW);
            fields.forEach(field -> write.accept(code, field));
            code.return_();
        });
    }

    /** Whether a component is compared with its argument. Others are always written: numbers, as that is as fast, and what cannot be compared. */
    private static boolean isKept(Field field) {
        FieldKind kind = field.kind();
        return kind.hasParts() || kind.isText() || (kind.hasValueSlot() && kind.isImmutable());
    }

    private void readAndKeep(CodeBuilder code, Field field) {
        read(code, field);
        if (isKept(field)) {
            code.aload(READ_ARGUMENTS);
            if (field.kind().hasParts()) {
                constant(code, fields.size() + field.index(), FIELD);
                code.invokestatic(ARGUMENTS, "keep", KEEP.insertParameterTypes(2, FIELD));
            } else {
                code.invokestatic(ARGUMENTS, "keep", KEEP);
            }
        }
    }

    private void writeIfChanged(CodeBuilder code, Field field) {
        if (!isKept(field)) {
            write(code, field);
            return;
        }
        component(code, field, VALUE);
        code.astore(COMPONENT).aload(WRITE_ARGUMENTS).aload(COMPONENT);
        if (field.kind().hasParts()) {
            constant(code, fields.size() + field.index(), FIELD);
            code.invokevirtual(ARGUMENTS, "isUnchanged", IS_UNCHANGED.insertParameterTypes(1, FIELD));
        } else {
            code.invokevirtual(ARGUMENTS, "isUnchanged", IS_UNCHANGED);
        }
        code.ifThen(Opcode.IFEQ, changed -> writeComponent(changed, field));
    }

    /** Pushes a record on the stack. */
    private void construct(CodeBuilder code, Consumer<Field> read) {
        MethodType constructor = constructorType();
        if (isHidden()) {
            constant(code, 3 * fields.size(), HANDLE);
            fields.forEach(read);
            invoke(code, constructor.changeReturnType(Object.class));
        } else {
            code.new_(desc(type)).dup();
            for (Field field : fields) {
                read.accept(field);
                if (field.nullable()) {
                    code.checkcast(desc(component(field)));
                }
            }
            code.invokespecial(desc(type), ConstantDescs.INIT_NAME, constructor.describeConstable().orElseThrow());
        }
    }

    /** Pushes a component of the record on the stack. */
    private void component(CodeBuilder code, Field field, int record) {
        if (isHidden()) {
            constant(code, 2 * fields.size() + field.index(), HANDLE).aload(record);
            invoke(code, MethodType.methodType(component(field), Object.class));
        } else {
            code.aload(record).checkcast(desc(type)).invokevirtual(desc(type), field.name(),
                    MethodTypeDesc.of(desc(component(field))));
        }
    }

    private static void invoke(CodeBuilder code, MethodType type) {
        code.invokevirtual(HANDLE, "invokeExact", type.erase().describeConstable().orElseThrow());
    }

    /** Pushes the value of a component on the stack. */
    private void read(CodeBuilder code, Field field) {
        switch (field.kind()) {
            case ENUM -> {
                constant(code, field.index(), OBJECT.arrayType());
                get(code, primitiveOf(field), field.offset());
                code.invokestatic(CODEC, "constant",
                        MethodTypeDesc.of(OBJECT, OBJECT.arrayType(), ConstantDescs.CD_int));
            }
            case STRING, UTF8 -> {
                at(code.aload(ROWS), field.offset()).aload(READ_TEXT);
                code.invokestatic(SLOT, field.kind() == FieldKind.STRING ? "readString" : "read", MethodTypeDesc.of(
                        desc(field.type()), SEGMENT, ConstantDescs.CD_long, SEGMENT));
            }
            case RECORD -> ifPresent(code, field, present -> {
                constant(present, field.index(), CODEC);
                at(present.aload(ROWS), field.offset()).aload(READ_TEXT).invokevirtual(CODEC, "read", READ);
            });
            default -> {
                if (field.kind().hasValueSlot()) {
                    constant(code, field.index(), VALUE_SLOT);
                    at(code.aload(ROWS), field.offset()).aload(READ_TEXT).invokevirtual(VALUE_SLOT, "read", READ);
                } else if (field.nullable()) {
                    ifPresent(code, field, present -> {
                        get(present, primitiveOf(field), field.offset());
                        present.invokestatic(desc(field.type()), "valueOf", MethodTypeDesc.of(desc(field.type()),
                                desc(primitiveOf(field))));
                    });
                } else {
                    get(code, primitiveOf(field), field.offset());
                }
            }
        }
    }

    private static void ifPresent(CodeBuilder code, Field field, Consumer<CodeBuilder> read) {
        get(code, byte.class, field.presenceOffset());
        code.ifThenElse(Opcode.IFNE, read::accept, CodeBuilder::aconst_null);
    }

    /** Stores a component of the record. */
    private void write(CodeBuilder code, Field field) {
        if (!field.nullable()) {
            set(code, primitiveOf(field), field.offset(), value -> component(value, field, VALUE));
            return;
        }
        component(code, field, VALUE);
        code.astore(COMPONENT);
        writeComponent(code, field);
    }

    /** Stores a component that can be null and is in a local variable. */
    private void writeComponent(CodeBuilder code, Field field) {
        if (field.hasPresence()) {
            set(code, byte.class, field.presenceOffset(),
                    value -> value.aload(COMPONENT).invokestatic(CODEC, "presence",
                            MethodTypeDesc.of(ConstantDescs.CD_byte, OBJECT)));
        }
        switch (field.kind()) {
            case ENUM -> set(code, primitiveOf(field), field.offset(), value -> {
                value.aload(COMPONENT).invokestatic(CODEC, "stored", MethodTypeDesc.of(ConstantDescs.CD_int, OBJECT));
                value.conversion(TypeKind.INT, TypeKind.from(primitiveOf(field)));
            });
            case STRING, UTF8 -> at(code.aload(ROWS), field.offset()).aload(COMPONENT)
                    .checkcast(desc(CharSequence.class)).aload(WRITE_TEXT)
                    .invokestatic(SLOT, "write", MethodTypeDesc.of(ConstantDescs.CD_void, SEGMENT,
                            ConstantDescs.CD_long, desc(CharSequence.class), BUILDER));
            case RECORD -> code.aload(COMPONENT).ifThenElse(Opcode.IFNONNULL, present -> {
                constant(present, field.index(), CODEC);
                at(present.aload(ROWS), field.offset()).aload(COMPONENT).aload(WRITE_TEXT)
                        .invokevirtual(CODEC, "write", WRITE);
            }, absent -> at(absent.aload(ROWS), field.offset()).loadConstant(field.byteSize())
                    .invokestatic(CODEC, "clear", MethodTypeDesc.of(ConstantDescs.CD_void, SEGMENT,
                            ConstantDescs.CD_long, ConstantDescs.CD_long)));
            default -> {
                if (field.kind().hasValueSlot()) {
                    constant(code, field.index(), VALUE_SLOT);
                    at(code.aload(ROWS), field.offset()).aload(COMPONENT).aload(WRITE_TEXT)
                            .invokevirtual(VALUE_SLOT, "write", WRITE);
                    return;
                }
                TypeKind kind = TypeKind.from(primitiveOf(field));
                String unbox = primitiveOf(field).getName() + "Value";
                set(code, primitiveOf(field), field.offset(), value -> value.aload(COMPONENT).ifThenElse(
                        Opcode.IFNONNULL,
                        present -> present.aload(COMPONENT).checkcast(desc(field.type()))
                                .invokevirtual(desc(field.type()), unbox, MethodTypeDesc.of(desc(primitiveOf(field)))),
                        absent -> zero(absent, kind)));
            }
        }
    }

    private static void zero(CodeBuilder code, TypeKind kind) {
        code.iconst_0();
        code.conversion(TypeKind.INT, kind.asLoadable());
    }

    /**
     * Slices the row out of the rows. This checks bounds, alignment and the kind of segment once. The JIT compiler knows the
     * result in the following code. It allocates no object for the slice, because the slice does not escape.
     */
    private void takeRow(CodeBuilder code, int local) {
        code.aload(ROWS).lload(OFFSET).loadConstant(struct.byteSize()).loadConstant(struct.byteAlignment())
                .invokeinterface(SEGMENT, "asSlice", MethodTypeDesc.of(SEGMENT, ConstantDescs.CD_long,
                        ConstantDescs.CD_long, ConstantDescs.CD_long))
                .astore(local);
    }

    private static void get(CodeBuilder code, Class<?> primitive, long offset) {
        layout(code.aload(READ_ROW), primitive);
        code.loadConstant(offset).invokeinterface(SEGMENT, "get",
                MethodTypeDesc.of(desc(primitive), layoutType(primitive), ConstantDescs.CD_long));
    }

    private static void set(CodeBuilder code, Class<?> primitive, long offset, Consumer<CodeBuilder> value) {
        layout(code.aload(WRITE_ROW), primitive);
        value.accept(code.loadConstant(offset));
        code.invokeinterface(SEGMENT, "set", MethodTypeDesc.of(ConstantDescs.CD_void, layoutType(primitive),
                ConstantDescs.CD_long, desc(primitive)));
    }

    /** Pushes a layout without alignment on the stack. The alignment of the row has already been checked. */
    private static void layout(CodeBuilder code, Class<?> primitive) {
        boolean aByte = primitive == byte.class || primitive == boolean.class;
        code.getstatic(LAYOUTS, "JAVA_" + primitive.getName().toUpperCase(Locale.ROOT) + (aByte ? "" : "_UNALIGNED"),
                layoutType(primitive));
    }

    private static ClassDesc layoutType(Class<?> primitive) {
        String name = primitive.getName();
        return LAYOUTS.nested("Of" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
    }

    /** Pushes the place of a component on the stack. */
    private static CodeBuilder at(CodeBuilder code, long offset) {
        code.lload(OFFSET);
        return offset == 0 ? code : code.loadConstant(offset).ladd();
    }

    private static Class<?> primitiveOf(Field field) {
        return field.valueLayout().carrier();
    }
}
