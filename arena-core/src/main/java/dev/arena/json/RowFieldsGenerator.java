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

import dev.arena.engine.code.ClassGenerator;
import dev.arena.json.token.MemberName;
import dev.arena.record.Field;

/**
 * Generates the {@link RowFields} of a record class. Its code is like handwritten code. A plain component of a usual type
 * needs one call for its name and one for its value. A {@link FieldWriter} writes each other component.
 */
final class RowFieldsGenerator extends ClassGenerator<RowFields> {
    private static final ClassDesc WRITER = desc(FieldWriter.class);
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

    static RowFields fieldsFor(List<FieldWriter> fields) {
        RowFields generated = new RowFieldsGenerator(fields).make();
        return generated != null
                ? generated
                : (sink, rows, row, text) -> fields.forEach(field -> field.write(sink, rows, row, text));
    }

    @Override
    protected String shape() {
        return fields.stream().map(it -> isGenerated(it) ? it.field().kind() + (it.isNullable() ? "?" : "") : "-")
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
        if (!isGenerated(field)) {
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

    private static boolean isGenerated(FieldWriter field) {
        return field.isDirect() && switch (field.field().kind()) {
            case BOOLEAN, INT, LONG, DOUBLE, STRING, UTF8 -> true;
            default -> false;
        };
    }

    private void writePresent(CodeBuilder code, int index) {
        code.aload(SINK);
        constant(code, CONSTANTS * index + 1, NAME).invokevirtual(TARGET, "name",
                MethodTypeDesc.of(ConstantDescs.CD_void, NAME));
        code.aload(SINK);
        switch (fields.get(index).field().kind()) {
            case BOOLEAN -> put(code, "truth", get(code, index, "getBoolean", ConstantDescs.CD_boolean));
            case INT -> put(code, "number", get(code, index, "getInt", ConstantDescs.CD_int));
            case LONG -> put(code, "number", get(code, index, "getLong", ConstantDescs.CD_long));
            case DOUBLE -> put(code, "number", get(code, index, "getDouble", ConstantDescs.CD_double));
            default -> {
                code.aload(TEXT);
                get(code, index, "textOffset", ConstantDescs.CD_long);
                get(code, index, "textLength", ConstantDescs.CD_int);
                code.i2l().invokevirtual(TARGET, "text", MethodTypeDesc.of(ConstantDescs.CD_void, SEGMENT,
                        ConstantDescs.CD_long, ConstantDescs.CD_long));
            }
        }
    }

    private CodeBuilder writer(CodeBuilder code, int index) {
        return constant(code, CONSTANTS * index, WRITER);
    }

    /** Pushes the value of a field on the stack, and returns its type. */
    private ClassDesc get(CodeBuilder code, int index, String method, ClassDesc type) {
        constant(code, CONSTANTS * index + 2, FIELD).aload(ROWS).lload(ROW).invokevirtual(FIELD, method,
                MethodTypeDesc.of(type, SEGMENT, ConstantDescs.CD_long));
        return type;
    }

    private static void put(CodeBuilder code, String method, ClassDesc type) {
        code.invokevirtual(TARGET, method, MethodTypeDesc.of(ConstantDescs.CD_void, type));
    }
}
