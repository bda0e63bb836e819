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

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.code.ClassGenerator;
import dev.arena.json.token.MemberName;
import dev.arena.record.Field;

/**
 * Generates the {@link RowFields} of a record class. Its code is like handwritten code: a component that databind never writes
 * needs one call for its name and one for its value. A {@link FieldWriter} writes each other component.
 */
final class RowFieldsGenerator extends ClassGenerator<RowFields> {
    private static final ClassDesc WRITER = desc(FieldWriter.class);
    private static final ClassDesc VALUE = desc(ValueWriter.class);
    private static final ClassDesc NAME = desc(MemberName.class);
    private static final ClassDesc FIELD = desc(Field.class);
    private static final ClassDesc TARGET = desc(JsonSink.class);
    private static final ClassDesc SEGMENT = desc(MemorySegment.class);
    private static final MethodTypeDesc WRITE = MethodTypeDesc.of(ConstantDescs.CD_void, TARGET, SEGMENT,
            ConstantDescs.CD_long, SEGMENT);

    /** Slots of the method's parameters. */
    private static final int SINK = 1;
    private static final int ROWS = 2;
    private static final int ROW = 3;
    private static final int TEXT = 5;

    /** Number of constants of each field: its writer, its name, and its place in the row. */
    private static final int CONSTANTS = 3;

    private final List<FieldWriter> fields;

    private RowFieldsGenerator(List<FieldWriter> fields) {
        super(MethodHandles.lookup(), RowFields.class);
        this.fields = fields;
    }

    static @Nullable RowFields fieldsFor(List<FieldWriter> fields) {
        return new RowFieldsGenerator(fields).make();
    }

    @Override
    protected String shape() {
        return fields.stream().map(it -> it.isDirect() ? it.field().kind() + (it.isNullable() ? "?" : "") : "-")
                .collect(Collectors.joining(" "));
    }

    @Override
    protected List<?> constants() {
        return fields.stream().flatMap(it -> Stream.of(it, it.name(), it.field())).toList();
    }

    @Override
    protected void generate(ClassBuilder made) {
        made.withMethodBody("write", WRITE, ClassFile.ACC_PUBLIC, code -> {
            for (int i = 0; i < fields.size(); i++) {
                write(code, i);
            }
            code.return_();
        });
    }

    private void write(CodeBuilder code, int index) {
        FieldWriter field = fields.get(index);
        if (!field.isDirect()) {
            writer(code, index).aload(SINK).aload(ROWS).lload(ROW).aload(TEXT).invokevirtual(WRITER, "write", WRITE);
        } else if (field.isNullable()) {
            get(code, index, "isNull", ConstantDescs.CD_boolean);
            code.ifThenElse(Opcode.IFNE,
                    absent -> writer(absent, index).aload(SINK).invokevirtual(WRITER, "writeNull",
                            MethodTypeDesc.of(ConstantDescs.CD_void, TARGET)),
                    present -> writePresent(present, index));
        } else {
            writePresent(code, index);
        }
    }

    private void writePresent(CodeBuilder code, int index) {
        code.aload(SINK);
        constant(code, CONSTANTS * index + 1, NAME).invokevirtual(TARGET, "name",
                MethodTypeDesc.of(ConstantDescs.CD_void, NAME));
        switch (fields.get(index).field().kind()) {
            case BOOLEAN -> put(code, index, "truth", "getBoolean", ConstantDescs.CD_boolean);
            case INT -> put(code, index, "number", "getInt", ConstantDescs.CD_int);
            case LONG -> put(code, index, "number", "getLong", ConstantDescs.CD_long);
            case DOUBLE -> put(code, index, "number", "getDouble", ConstantDescs.CD_double);
            case STRING, UTF8 -> value(code, index, "writeText");
            case DECIMAL, INTEGER -> value(code, index, "writeDecimal");
            case LOCAL_DATE, LOCAL_TIME, LOCAL_DATE_TIME, INSTANT -> value(code, index, "writeTime");
            case RECORD -> value(code, index, "writeRecord");
            case SEQUENCE -> value(code, index, "writeElements");
            case MAP -> value(code, index, "writeEntries");
            default -> value(code, index, "write");
        }
    }

    /** Calls a method of the writer of the value. */
    private void value(CodeBuilder code, int index, String method) {
        writer(code, index).invokevirtual(WRITER, "value", MethodTypeDesc.of(VALUE)).aload(SINK).aload(ROWS).lload(ROW)
                .aload(TEXT).invokevirtual(VALUE, method, WRITE);
    }

    private CodeBuilder writer(CodeBuilder code, int index) {
        return constant(code, CONSTANTS * index, WRITER);
    }

    /** Pushes the value of a field on the stack. */
    private void get(CodeBuilder code, int index, String method, ClassDesc type) {
        constant(code, CONSTANTS * index + 2, FIELD).aload(ROWS).lload(ROW).invokevirtual(FIELD, method,
                MethodTypeDesc.of(type, SEGMENT, ConstantDescs.CD_long));
    }

    /** Passes the value of a field to the sink. */
    private void put(CodeBuilder code, int index, String method, String getter, ClassDesc type) {
        code.aload(SINK);
        get(code, index, getter, type);
        code.invokevirtual(TARGET, method, MethodTypeDesc.of(ConstantDescs.CD_void, type));
    }
}
