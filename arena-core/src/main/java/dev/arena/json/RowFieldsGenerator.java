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

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

import dev.arena.record.Field;
import dev.arena.record.FieldKind;

/**
 * Makes the {@link RowFields} of a record class: a hidden class in this package, which does what one would write by hand. A plain
 * component of a usual type takes a call for its name and one for its value; the others are left to their {@link FieldWriter}. Names and
 * fields are constants of the class.
 */
final class RowFieldsGenerator {
    private static final ClassDesc FIELDS = desc(RowFields.class);
    private static final ClassDesc WRITER = desc(FieldWriter.class);
    private static final ClassDesc NAME = desc(MemberName.class);
    private static final ClassDesc FIELD = desc(Field.class);
    private static final ClassDesc TARGET = desc(JsonSink.class);
    private static final ClassDesc SEGMENT = desc(MemorySegment.class);
    private static final MethodTypeDesc WRITE = MethodTypeDesc.of(ConstantDescs.CD_void, TARGET, SEGMENT,
            ConstantDescs.CD_long, SEGMENT);

    /** Local variables of the method. */
    private static final int SINK = 1;
    private static final int ROWS = 2;
    private static final int ROW = 3;
    private static final int TEXT = 5;

    private final List<Object> constants = new ArrayList<>();

    private RowFieldsGenerator() {}

    static RowFields fieldsFor(List<FieldWriter> fields) {
        return new RowFieldsGenerator().make(fields);
    }

    private RowFields make(List<FieldWriter> fields) {
        try {
            byte[] bytes = generate(fields);
            MethodHandles.Lookup made = MethodHandles.lookup().defineHiddenClassWithClassData(bytes,
                    List.copyOf(constants), true);
            return (RowFields) made.findConstructor(made.lookupClass(), MethodType.methodType(void.class)).invoke();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("No writer of " + fields, e);
        }
    }

    private byte[] generate(List<FieldWriter> fields) {
        return ClassFile.of().build(ClassDesc.of(RowFields.class.getPackageName(), "GeneratedRowFields"), made -> {
            made.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER).withInterfaceSymbols(FIELDS);
            made.withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, 0, code -> code.aload(0)
                    .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void).return_());
            made.withMethodBody("write", WRITE, ClassFile.ACC_PUBLIC, code -> {
                fields.forEach(field -> write(code, field));
                code.return_();
            });
        });
    }

    private void write(CodeBuilder code, FieldWriter field) {
        if (!field.isDirect() || !isUsual(field.field().kind())) {
            constant(code, field, WRITER).aload(SINK).aload(ROWS).lload(ROW).aload(TEXT).invokevirtual(WRITER, "write",
                    WRITE);
        } else if (field.isNullable()) {
            get(code, field, "isNull", ConstantDescs.CD_boolean);
            code.ifThenElse(Opcode.IFNE,
                    absent -> constant(absent, field, WRITER).aload(SINK).invokevirtual(WRITER, "writeNull",
                            MethodTypeDesc.of(ConstantDescs.CD_void, TARGET)),
                    present -> writePresent(present, field));
        } else {
            writePresent(code, field);
        }
    }

    private static boolean isUsual(FieldKind kind) {
        return switch (kind) {
            case BOOLEAN, INT, LONG, DOUBLE, STRING, UTF8 -> true;
            default -> false;
        };
    }

    private void writePresent(CodeBuilder code, FieldWriter field) {
        code.aload(SINK);
        constant(code, field.name(), NAME).invokevirtual(TARGET, "name",
                MethodTypeDesc.of(ConstantDescs.CD_void, NAME));
        code.aload(SINK);
        switch (field.field().kind()) {
            case BOOLEAN -> put(code, "truth", get(code, field, "getBoolean", ConstantDescs.CD_boolean));
            case INT -> put(code, "number", get(code, field, "getInt", ConstantDescs.CD_int));
            case LONG -> put(code, "number", get(code, field, "getLong", ConstantDescs.CD_long));
            case DOUBLE -> put(code, "number", get(code, field, "getDouble", ConstantDescs.CD_double));
            default -> {
                code.aload(TEXT);
                get(code, field, "textOffset", ConstantDescs.CD_long);
                get(code, field, "textLength", ConstantDescs.CD_int);
                code.i2l().invokevirtual(TARGET, "text", MethodTypeDesc.of(ConstantDescs.CD_void, SEGMENT,
                        ConstantDescs.CD_long, ConstantDescs.CD_long));
            }
        }
    }

    /** Leaves what a field says of a row on the stack; answers its type. */
    private ClassDesc get(CodeBuilder code, FieldWriter field, String method, ClassDesc type) {
        constant(code, field.field(), FIELD).aload(ROWS).lload(ROW).invokevirtual(FIELD, method,
                MethodTypeDesc.of(type, SEGMENT, ConstantDescs.CD_long));
        return type;
    }

    private static void put(CodeBuilder code, String method, ClassDesc type) {
        code.invokevirtual(TARGET, method, MethodTypeDesc.of(ConstantDescs.CD_void, type));
    }

    /** Leaves an object on the stack that the class is defined with. */
    private CodeBuilder constant(CodeBuilder code, Object value, ClassDesc valueType) {
        constants.add(value);
        return code.loadConstant(DynamicConstantDesc.ofNamed(
                ConstantDescs.ofConstantBootstrap(desc(MethodHandles.class), "classDataAt", ConstantDescs.CD_Object,
                        ConstantDescs.CD_int),
                ConstantDescs.DEFAULT_NAME, valueType, constants.size() - 1));
    }

    private static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow(IllegalStateException::new);
    }
}
