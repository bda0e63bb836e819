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
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.constant.ClassDesc;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

/** The classes that code names by literals, such as {@code Order.class}. */
final class NamedClasses {
    private static final List<String> ARENA_TYPES = List.of("dev/arena/collect/", "dev/arena/record/", "dev/arena/json/",
            "dev/arena/io/", "dev/arena/spring/boot/");

    private NamedClasses() {}

    /** Those in the code of a class; none if the class uses no arena types. */
    static Stream<Class<?>> of(Class<?> type) {
        ClassModel model = classFile(type);
        if (model == null || StreamSupport.stream(model.constantPool().spliterator(), false)
                .noneMatch(NamedClasses::isArenaType)) {
            return Stream.empty();
        }
        return model.methods().stream().flatMap(it -> it.code().stream()).flatMap(it -> it.elementStream())
                .flatMap(it -> it instanceof ConstantInstruction constant
                        && constant.constantValue() instanceof ClassDesc named && named.isClassOrInterface()
                                ? Stream.of(named)
                                : Stream.empty())
                .distinct().flatMap(it -> load(it, type.getClassLoader()));
    }

    private static @Nullable ClassModel classFile(Class<?> type) {
        try (InputStream file = type.getResourceAsStream('/' + type.getName().replace('.', '/') + ".class")) {
            return file == null ? null : ClassFile.of().parse(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isArenaType(PoolEntry entry) {
        return entry instanceof ClassEntry used && ARENA_TYPES.stream().anyMatch(used.asInternalName()::startsWith);
    }

    private static Stream<Class<?>> load(ClassDesc named, @Nullable ClassLoader loader) {
        String descriptor = named.descriptorString();
        try {
            return Stream.of(Class.forName(descriptor.substring(1, descriptor.length() - 1).replace('/', '.'), false,
                    loader));
        } catch (ClassNotFoundException | LinkageError e) {
            return Stream.empty(); // it is not there at run time either
        }
    }
}
