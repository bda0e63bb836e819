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

package dev.arena.spring.boot.aot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.constant.ClassDesc;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * The binary names of the classes that a class uses.
 *
 * @param used  the classes in its constant pool, without arrays
 * @param named the subset that its code names by class literals, such as {@code Order.class}
 */
record ClassCode(Set<String> used, Set<String> named) {
    private static final List<String> ARENA_TYPES = List.of("dev.arena.collect.", "dev.arena.record.",
            "dev.arena.json.",
            "dev.arena.io.", "dev.arena.spring.boot.");

    private static final ClassCode UNKNOWN = new ClassCode(Set.of(), Set.of());

    static ClassCode of(Class<?> type) {
        try (InputStream file = type.getResourceAsStream('/' + type.getName().replace('.', '/') + ".class")) {
            return file == null ? UNKNOWN : of(ClassFile.of().parse(file.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClassCode of(ClassModel model) {
        Set<String> used = new TreeSet<>();
        model.constantPool().forEach(entry -> {
            if (entry instanceof ClassEntry it) {
                used.add(it.asInternalName().replace('/', '.'));
            }
        });
        Set<String> named = new TreeSet<>();
        model.methods().stream().flatMap(it -> it.code().stream()).flatMap(it -> it.elementStream()).forEach(it -> {
            if (it instanceof ConstantInstruction constant && constant.constantValue() instanceof ClassDesc literal
                    && literal.isClassOrInterface()) {
                named.add(name(literal));
            }
        });
        return new ClassCode(used, named);
    }

    private static String name(ClassDesc type) {
        String descriptor = type.descriptorString();
        return descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
    }

    /** Whether the class uses rows, layouts, or types that read and write them. */
    boolean usesArenaTypes() {
        return used.stream().anyMatch(it -> ARENA_TYPES.stream().anyMatch(it::startsWith));
    }

    /** Loads a class; null if the class or one of its dependencies is missing. */
    static @Nullable Class<?> load(String name, @Nullable ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }
}
