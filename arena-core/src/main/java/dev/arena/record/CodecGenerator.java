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

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

import dev.arena.text.Utf8Builder;

/**
 * Makes the {@link Codec} of a record class: a hidden class in this package. It takes the row as a slice, so that one check is
 * enough for all of it, and reads or writes each component at a constant offset therein. The canonical constructor and the
 * accessors, or the getters of the fields where accessors do more than return them, are constant method handles, which the JIT
 * compiler inlines like calls; so the record may be private, and of another class loader that does not know this class.
 */
final class CodecGenerator {
    private static final ClassDesc CODEC = desc(Codec.class);
    private static final ClassDesc SLOT = desc(TextSlot.class);
    private static final ClassDesc VALUE_SLOT = desc(ValueSlot.class);
    private static final ClassDesc SEGMENT = desc(MemorySegment.class);
    private static final ClassDesc LAYOUTS = desc(ValueLayout.class);
    private static final ClassDesc BUILDER = desc(Utf8Builder.class);
    private static final ClassDesc HANDLE = ConstantDescs.CD_MethodHandle;
    private static final ClassDesc OBJECT = ConstantDescs.CD_Object;
    private static final MethodTypeDesc READ = MethodTypeDesc.of(OBJECT, SEGMENT, ConstantDescs.CD_long, SEGMENT);
    private static final MethodTypeDesc WRITE = MethodTypeDesc.of(ConstantDescs.CD_void, SEGMENT, ConstantDescs.CD_long,
            OBJECT, BUILDER);

    /** Local variables of both methods, and of {@code write}. */
    private static final int ROWS = 1;
    private static final int OFFSET = 2;
    private static final int READ_TEXT = 4;
    private static final int VALUE = 4;
    private static final int WRITE_TEXT = 5;
    private static final int COMPONENT = 6;
    private static final int READ_ROW = 5;
    private static final int WRITE_ROW = 7;

    private final Class<?> type;
    private final StructLayout struct;
    private final List<Field> fields;
    private final boolean plainAccessors;
    private final List<Object> constants = new ArrayList<>();

    private CodecGenerator(Class<?> type, StructLayout struct, List<Field> fields, boolean plainAccessors) {
        this.type = type;
        this.struct = struct;
        this.fields = fields;
        this.plainAccessors = plainAccessors;
    }

    /**
     * Makes the codec of a record class.
     *
     * @param  plainAccessors           whether accessors return just their fields
     * @throws IllegalArgumentException if the class cannot be reached
     */
    static Codec codecFor(Class<?> type, StructLayout struct, List<Field> fields, boolean plainAccessors) {
        return new CodecGenerator(type, struct, fields, plainAccessors).make();
    }

    private Codec make() {
        try {
            byte[] bytes = generate(findConstructor(), findAccessors());
            MethodHandles.Lookup made = MethodHandles.lookup().defineHiddenClassWithClassData(bytes,
                    List.copyOf(constants), true);
            return (Codec) made.findConstructor(made.lookupClass(), MethodType.methodType(void.class)).invoke();
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException("Record " + type.getName() + " cannot be reached: its module must open "
                    + type.getPackageName() + " to " + module(), e);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("No codec for " + type.getName(), e);
        }
    }

    private static String module() {
        Module mine = CodecGenerator.class.getModule();
        return mine.isNamed() ? "module " + mine.getName() : "all";
    }

    private MethodHandles.Lookup lookup() {
        CodecGenerator.class.getModule().addReads(type.getModule()); // a record may be in any module
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        } catch (IllegalAccessException e) {
            return MethodHandles.lookup(); // enough for a public record of an exported package
        }
    }

    private MethodHandle findConstructor() throws ReflectiveOperationException {
        Class<?>[] types = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        MethodHandle constructor = lookup().findConstructor(type, MethodType.methodType(void.class, types));
        return constructor.asFixedArity().asType(constructor.type().erase()); // also if the last component is declared with ...
    }

    private List<MethodHandle> findAccessors() throws ReflectiveOperationException {
        List<MethodHandle> accessors = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            MethodHandle accessor = findAccessor(component);
            accessors.add(accessor.asType(accessor.type().erase()));
        }
        return accessors;
    }

    /** An accessor that computes something would do so again for each time that its record is read and written. */
    private MethodHandle findAccessor(RecordComponent component) throws ReflectiveOperationException {
        if (!plainAccessors) {
            try {
                return lookup().findGetter(type, component.getName(), component.getType());
            } catch (IllegalAccessException e) {
                // a public record of an exported package, see lookup(): only its accessors can be called
            }
        }
        return lookup().unreflect(component.getAccessor());
    }

    private byte[] generate(MethodHandle constructor, List<MethodHandle> accessors) {
        return ClassFile.of().build(ClassDesc.of(Codec.class.getPackageName(), "GeneratedCodec"), made -> {
            made.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER).withSuperclass(CODEC);
            made.withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, 0, code -> code.aload(0)
                    .invokespecial(CODEC, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void).return_());
            made.withMethodBody("read", READ, 0, code -> {
                takeRow(code, READ_ROW);
                constant(code, constructor, HANDLE);
                fields.forEach(field -> read(code, field));
                invoke(code, constructor);
                code.areturn();
            });
            made.withMethodBody("write", WRITE, 0, code -> {
                takeRow(code, WRITE_ROW);
                for (Field field : fields) {
                    write(code, field, accessors.get(field.index()));
                }
                code.return_();
            });
        });
    }

    /** Leaves the value of a component on the stack. */
    private void read(CodeBuilder code, Field field) {
        switch (field.kind()) {
            case ENUM -> {
                constant(code, Objects.requireNonNull(field.constants()), OBJECT.arrayType());
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
                constant(present, nestedCodec(field), CODEC);
                at(present.aload(ROWS), field.offset()).aload(READ_TEXT).invokevirtual(CODEC, "read", READ);
            });
            default -> {
                if (field.kind().hasValueSlot()) {
                    constant(code, field.slot(), VALUE_SLOT);
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
    private void write(CodeBuilder code, Field field, MethodHandle accessor) {
        if (!field.nullable()) {
            set(code, primitiveOf(field), field.offset(), value -> component(value, accessor));
            return;
        }
        component(code, accessor);
        code.astore(COMPONENT);
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
                constant(present, nestedCodec(field), CODEC);
                at(present.aload(ROWS), field.offset()).aload(COMPONENT).aload(WRITE_TEXT)
                        .invokevirtual(CODEC, "write", WRITE);
            }, absent -> at(absent.aload(ROWS), field.offset()).loadConstant(nestedSize(field))
                    .invokestatic(CODEC, "clear", MethodTypeDesc.of(ConstantDescs.CD_void, SEGMENT,
                            ConstantDescs.CD_long, ConstantDescs.CD_long)));
            default -> {
                if (field.kind().hasValueSlot()) {
                    constant(code, field.slot(), VALUE_SLOT);
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

    private void component(CodeBuilder code, MethodHandle accessor) {
        constant(code, accessor, HANDLE);
        code.aload(VALUE);
        invoke(code, accessor);
    }

    private static void invoke(CodeBuilder code, MethodHandle handle) {
        code.invokevirtual(HANDLE, "invokeExact",
                handle.type().describeConstable().orElseThrow(IllegalStateException::new));
    }

    /**
     * Takes the row out of the rows. Bounds, alignment and the kind of segment are found out here, once; for what follows the
     * compiler knows them and, as the slice goes nowhere else, makes no object of it.
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

    /** Leaves a layout on the stack, without alignment, as that of the row has been checked. */
    private static void layout(CodeBuilder code, Class<?> primitive) {
        boolean aByte = primitive == byte.class || primitive == boolean.class;
        code.getstatic(LAYOUTS, "JAVA_" + primitive.getName().toUpperCase(Locale.ROOT) + (aByte ? "" : "_UNALIGNED"),
                layoutType(primitive));
    }

    private static ClassDesc layoutType(Class<?> primitive) {
        String name = primitive.getName();
        return LAYOUTS.nested("Of" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
    }

    /** Leaves the place of a component on the stack. */
    private static CodeBuilder at(CodeBuilder code, long offset) {
        code.lload(OFFSET);
        return offset == 0 ? code : code.loadConstant(offset).ladd();
    }

    /** Leaves an object on the stack that the class is defined with. */
    private void constant(CodeBuilder code, Object value, ClassDesc valueType) {
        constants.add(value);
        code.loadConstant(DynamicConstantDesc.ofNamed(
                ConstantDescs.ofConstantBootstrap(desc(MethodHandles.class), "classDataAt", OBJECT,
                        ConstantDescs.CD_int),
                ConstantDescs.DEFAULT_NAME, valueType, constants.size() - 1));
    }

    private static Codec nestedCodec(Field field) {
        return Objects.requireNonNull(field.nested()).codec();
    }

    private static long nestedSize(Field field) {
        return Objects.requireNonNull(field.nested()).byteSize();
    }

    private static Class<?> primitiveOf(Field field) {
        return field.valueLayout().carrier();
    }

    private static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow(IllegalStateException::new);
    }
}
