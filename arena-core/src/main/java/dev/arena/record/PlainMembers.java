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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Determines whether the members of a record class only do what the compiler generates. Reflection does not show whether a
 * compact constructor has a body, so this class reads the class file.
 *
 * @param constructor whether the canonical constructor assigns its parameters to the fields and does nothing else
 * @param accessors   whether each accessor returns its field and does nothing else
 */
record PlainMembers(boolean constructor, boolean accessors) {
    private static final PlainMembers UNKNOWN = new PlainMembers(false, false);

    /** Reads the class file. If there is none, as for hidden classes, no member counts as plain. */
    static PlainMembers of(Class<?> type) {
        byte[] file = classFile(type);
        if (file == null) {
            return UNKNOWN;
        }
        try {
            ClassModel model = ClassFile.of(ClassFile.DebugElementsOption.DROP_DEBUG,
                    ClassFile.LineNumbersOption.DROP_LINE_NUMBERS).parse(file);
            RecordComponent[] components = type.getRecordComponents();
            return new PlainMembers(isPlainConstructor(model, components),
                    Arrays.stream(components).allMatch(it -> isPlainAccessor(model, it)));
        } catch (IllegalArgumentException e) {
            return UNKNOWN; // not a class file that this JDK can read
        }
    }

    private static byte @Nullable [] classFile(Class<?> type) {
        if (type.isHidden()) {
            return null;
        }
        try (InputStream file = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return file == null ? null : file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isPlainConstructor(ClassModel model, RecordComponent[] components) {
        List<ClassDesc> types = Arrays.stream(components).map(it -> desc(it.getType())).toList();
        List<Instruction> code = code(model, ConstantDescs.INIT_NAME,
                MethodTypeDesc.of(ConstantDescs.CD_void, types));
        int assignments = 3 * components.length;
        if (code.size() != assignments + 3 || !isLoad(code.get(0), 0) || !isSuperCall(code.get(1))
                || code.getLast().opcode() != Opcode.RETURN) {
            return false;
        }
        Map<Integer, String> bySlot = new HashMap<>();
        int slot = 1;
        for (RecordComponent component : components) {
            bySlot.put(slot, component.getName());
            slot += TypeKind.from(component.getType()).slotSize();
        }
        for (int i = 2; i < assignments + 2; i += 3) {
            if (!isLoad(code.get(i), 0) || !(code.get(i + 1) instanceof LoadInstruction load)
                    || !isField(code.get(i + 2), Opcode.PUTFIELD, model, bySlot.remove(load.slot()))) {
                return false;
            }
        }
        return bySlot.isEmpty();
    }

    private static boolean isPlainAccessor(ClassModel model, RecordComponent component) {
        List<Instruction> code = code(model, component.getName(), MethodTypeDesc.of(desc(component.getType())));
        return code.size() == 3 && isLoad(code.get(0), 0)
                && isField(code.get(1), Opcode.GETFIELD, model, component.getName())
                && code.get(2) instanceof ReturnInstruction;
    }

    /** The instructions of a method; none if there is no such method. */
    private static List<Instruction> code(ClassModel model, String name, MethodTypeDesc type) {
        return model.methods().stream()
                .filter(it -> it.methodName().equalsString(name) && it.methodTypeSymbol().equals(type))
                .flatMap(it -> it.code().stream())
                .flatMap(it -> it.elementStream())
                .filter(Instruction.class::isInstance)
                .map(Instruction.class::cast)
                .toList();
    }

    private static boolean isLoad(Instruction instruction, int slot) {
        return instruction instanceof LoadInstruction load && load.slot() == slot;
    }

    private static boolean isSuperCall(Instruction instruction) {
        return instruction instanceof InvokeInstruction call && call.opcode() == Opcode.INVOKESPECIAL
                && call.owner().asSymbol().equals(desc(Record.class))
                && call.name().equalsString(ConstantDescs.INIT_NAME);
    }

    private static boolean isField(Instruction instruction, Opcode opcode, ClassModel model, @Nullable String name) {
        return name != null && instruction instanceof FieldInstruction field && field.opcode() == opcode
                && field.owner().asSymbol().equals(model.thisClass().asSymbol()) && field.name().equalsString(name);
    }

    private static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow(() -> new IllegalArgumentException(type.getName()));
    }
}
