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
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import dev.arena.engine.code.ClassGenerator;
import dev.arena.json.token.JsonBytes;
import dev.arena.json.token.Utf8Name;
import dev.arena.json.token.Utf8Names;
import dev.arena.record.Field;
import dev.arena.text.Utf8Builder;

/**
 * Generates the {@link MemberDecoder} of a plan. Its code decodes the members one after the other, like handwritten code. The
 * JIT compiler therefore sees the sequence of calls, and keeps the offset in a register.
 */
final class MemberDecoderGenerator extends ClassGenerator<MemberDecoder> {
    private static final ClassDesc DECODER = desc(MemberDecoder.class);
    private static final ClassDesc BYTES = desc(JsonBytes.class);
    private static final ClassDesc NAME = desc(Utf8Name.class);
    private static final ClassDesc VALUE = desc(UsualValue.class);
    private static final ClassDesc DECODING = desc(Decoding.class);
    private static final ClassDesc FIELD = desc(Field.class);
    private static final ClassDesc SEGMENT = desc(MemorySegment.class);
    private static final ClassDesc TEXT = desc(Utf8Builder.class);
    private static final ClassDesc BLOCK = ConstantDescs.CD_byte.arrayType();
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final ClassDesc LONG = ConstantDescs.CD_long;
    private static final MethodTypeDesc DECODE = MethodTypeDesc.of(LONG, INT, BLOCK, INT, INT,
            ConstantDescs.CD_boolean, DECODING, SEGMENT, LONG, TEXT);
    private static final MethodTypeDesc FOUND = MethodTypeDesc.of(LONG, DECODING, INT, INT, INT);
    private static final MethodTypeDesc MEMBER_AT = MethodTypeDesc.of(INT, BLOCK, INT, INT, NAME,
            ConstantDescs.CD_boolean);
    private static final MethodTypeDesc END_OF_NULL = MethodTypeDesc.of(INT, BLOCK, INT, INT);
    private static final MethodTypeDesc NUMBER_AT = MethodTypeDesc.of(INT, BLOCK, INT, INT, DECODING, FIELD, SEGMENT,
            LONG);
    private static final MethodTypeDesc TEXT_AT = MethodTypeDesc.of(INT, BLOCK, INT, INT, DECODING, FIELD, SEGMENT,
            LONG, TEXT);
    private static final MethodTypeDesc DECODE_AT = MethodTypeDesc.of(INT, BLOCK, INT, INT, DECODING, SEGMENT, LONG,
            TEXT);

    /** Slots of the method's parameters and local variables. */
    private static final int FROM_SLOT = 1;
    private static final int BLOCK_SLOT = 2;
    private static final int AT_SLOT = 3;
    private static final int LIMIT_SLOT = 4;
    private static final int COMMA_SLOT = 5;
    private static final int DECODING_SLOT = 6;
    private static final int ROWS_SLOT = 7;
    private static final int ROW_SLOT = 8;
    private static final int TEXT_SLOT = 10;
    private static final int COUNT_SLOT = 11;
    private static final int VALUE_SLOT = 12;
    private static final int LAST_SLOT = 13;
    private static final int END_SLOT = 14;

    /** With more members, the method would be too large for the JIT compiler to compile well. */
    private static final int MAX_MEMBERS = 64;

    private final Utf8Names names;
    private final List<ValuePlan> values;

    private MemberDecoderGenerator(Utf8Names names, List<ValuePlan> values) {
        super(MethodHandles.lookup(), MemberDecoder.class);
        this.names = names;
        this.values = values;
    }

    /**
     * Creates a decoder.
     *
     * @param names  names of members; the first ones belong to the values
     * @param values plans that decode the values of components, in their order
     */
    static MemberDecoder decoderFor(Utf8Names names, List<ValuePlan> values) {
        List<ValuePlan> first = values.subList(0, Math.min(values.size(), MAX_MEMBERS));
        MemberDecoder generated = new MemberDecoderGenerator(names, first).make();
        return generated != null ? generated : InterpretedMemberDecoder.of(names, first);
    }

    @Override
    protected String shape() {
        return values.stream().map(MemberDecoderGenerator::shape).collect(Collectors.joining(" "));
    }

    private static String shape(ValuePlan value) {
        return value.isScalar()
                ? Objects.requireNonNullElse(value.usual().directMethod(), "any") + (value.isNullable() ? "?" : "")
                : "-";
    }

    /** For each member, its name and the decoder of its value. */
    @Override
    protected List<?> constants() {
        List<Object> constants = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            UsualValue value = values.get(i).usual();
            constants.add(names.get(i));
            constants.add(value.directMethod() == null ? value : value.field());
        }
        return constants;
    }

    @Override
    protected void generate(ClassBuilder made) {
        made.withMethodBody("decode", DECODE, 0, this::decode);
    }

    private void decode(CodeBuilder code) {
        code.iconst_0().istore(COUNT_SLOT).iconst_0().istore(LAST_SLOT);
        Label end = code.newLabel();
        List<SwitchCase> cases = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            cases.add(SwitchCase.of(i, code.newLabel()));
        }
        code.iload(FROM_SLOT).tableswitch(0, values.size() - 1, end, cases);
        for (int i = 0; i < values.size(); i++) {
            code.labelBinding(cases.get(i).target());
            member(code, i, end);
        }
        code.labelBinding(end);
        code.aload(DECODING_SLOT).iload(COUNT_SLOT).iload(LAST_SLOT).iload(AT_SLOT)
                .invokestatic(DECODER, "found", FOUND).lreturn();
    }

    private void member(CodeBuilder code, int index, Label end) {
        ValuePlan value = values.get(index);
        if (!value.isScalar()) {
            code.goto_(end);
            return;
        }
        code.aload(BLOCK_SLOT).iload(AT_SLOT).iload(LIMIT_SLOT);
        constant(code, 2 * index, NAME).iload(COMMA_SLOT).invokestatic(DECODER, "memberAt", MEMBER_AT)
                .istore(VALUE_SLOT);
        code.iload(VALUE_SLOT).iflt(end);
        if (value.isNullable()) {
            code.aload(BLOCK_SLOT).iload(VALUE_SLOT).baload().bipush('n').ifThenElse(Opcode.IF_ICMPEQ,
                    isNull -> isNull.aload(BLOCK_SLOT).iload(VALUE_SLOT).iload(LIMIT_SLOT)
                            .invokestatic(BYTES, "endOfNull", END_OF_NULL).istore(END_SLOT),
                    other -> value(other, index, value.usual()));
        } else {
            value(code, index, value.usual());
        }
        code.iload(END_SLOT).iflt(end);
        code.iload(END_SLOT).istore(AT_SLOT).iload(VALUE_SLOT).istore(LAST_SLOT).iconst_1().istore(COMMA_SLOT)
                .iinc(COUNT_SLOT, 1);
    }

    /** Decodes a value that is not null. */
    private void value(CodeBuilder code, int index, UsualValue value) {
        String method = value.directMethod();
        if (method == null) {
            constant(code, 2 * index + 1, VALUE).aload(BLOCK_SLOT).iload(VALUE_SLOT).iload(LIMIT_SLOT)
                    .aload(DECODING_SLOT).aload(ROWS_SLOT)
                    .lload(ROW_SLOT).aload(TEXT_SLOT).invokevirtual(VALUE, "decodeAt", DECODE_AT).istore(END_SLOT);
            return;
        }
        code.aload(BLOCK_SLOT).iload(VALUE_SLOT).iload(LIMIT_SLOT).aload(DECODING_SLOT);
        constant(code, 2 * index + 1, FIELD).aload(ROWS_SLOT).lload(ROW_SLOT);
        if (value.isText()) {
            code.aload(TEXT_SLOT).invokestatic(DECODER, method, TEXT_AT);
        } else {
            code.invokestatic(DECODER, method, NUMBER_AT);
        }
        code.istore(END_SLOT);
    }
}
