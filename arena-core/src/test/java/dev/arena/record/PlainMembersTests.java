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
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.InnerClassesAttribute;
import java.lang.classfile.attribute.NestHostAttribute;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that only constructors and accessors without additional code are treated as plain. */
class PlainMembersTests {

    enum Colour {
        RED
    }

    record Nothing() {}

    record Implicit(boolean a, byte b, short c, char d, int e, long f, float g, double h, @Nullable String i,
            @Nullable Utf8String j, @Nullable Colour k, @Nullable Nothing l, @Nullable Integer m) {

        static int count;

        Implicit(int e) {
            this(false, (byte) 0, (short) 0, 'x', e + count++, 0, 0, 0, null, null, null, null, null);
        }

        int twice() {
            return 2 * e;
        }
    }

    record EmptyCompact(long a, int b) {
        EmptyCompact {}
    }

    @SuppressWarnings({"UnnecessaryConstructor", "RedundantRecordConstructor"})
    record Assigning(long a, int b) {
        Assigning(long a, int b) {
            this.b = b;
            this.a = a;
        }

        @Override
        public int b() {
            return b;
        }
    }

    record Checked(int a) {
        Checked {
            if (a < 0) {
                throw new IllegalArgumentException("negative");
            }
        }
    }

    record Required(String a) {
        Required {
            Objects.requireNonNull(a);
        }
    }

    record Changed(String a, int b) {
        Changed {
            a = a.strip();
        }
    }

    record Swapped(int a, int b) {
        Swapped(int a, int b) {
            this.a = b;
            this.b = a;
        }
    }

    record Doubled(int a, int b) {
        Doubled(int a, int b) {
            this.a = a;
            this.b = a;
        }
    }

    record Negated(int a) {
        Negated(int a) {
            this.a = -a;
        }
    }

    record Masked(String a, int b) {
        @Override
        public String a() {
            return "*";
        }
    }

    record Crossed(int a, int b) {
        @Override
        public int a() {
            return b;
        }
    }

    private static void assertMembers(Class<? extends Record> type, boolean constructor, boolean accessors) {
        assertThat(PlainMembers.of(type)).as(type.getSimpleName())
                .isEqualTo(new PlainMembers(constructor, accessors));
        assertThat(RecordLayout.of(type).hasPlainConstructor()).isEqualTo(constructor);
        assertThat(RecordLayout.of(type).hasPlainAccessors()).isEqualTo(accessors);
    }

    @Test
    void implicitMembersArePlain() {
        record Local(int a) {}
        assertMembers(Nothing.class, true, true);
        assertMembers(Implicit.class, true, true);
        assertMembers(Local.class, true, true);
    }

    @Test
    void explicitMembersWithoutAdditionalCodeArePlain() {
        assertMembers(EmptyCompact.class, true, true);
        assertMembers(Assigning.class, true, true);
    }

    @Test
    void constructorsWithAdditionalCodeAreNotPlain() {
        assertMembers(Checked.class, false, true);
        assertMembers(Required.class, false, true);
        assertMembers(Changed.class, false, true);
        assertMembers(Swapped.class, false, true);
        assertMembers(Doubled.class, false, true);
        assertMembers(Negated.class, false, true);
    }

    @Test
    void accessorsWithAdditionalCodeAreNotPlain() {
        assertMembers(Masked.class, true, false);
        assertMembers(Crossed.class, true, false);
    }

    /**
     * Defines a hidden class. It removes all references to the class by its name: the methods of Object, and the outer class.
     */
    private static MethodHandles.Lookup hidden(Class<?> type) throws IOException, IllegalAccessException {
        byte[] file;
        try (InputStream in = Objects
                .requireNonNull(type.getResourceAsStream("PlainMembersTests$EmptyCompact.class"))) {
            file = in.readAllBytes();
        }
        ClassFile format = ClassFile.of();
        byte[] bare = format.transformClass(format.parse(file),
                ClassTransform.dropping(
                        element -> element instanceof InnerClassesAttribute || element instanceof NestHostAttribute
                                || (element instanceof MethodModel method && Set.of("equals", "hashCode", "toString")
                                        .contains(method.methodName().stringValue()))));
        return MethodHandles.lookup().defineHiddenClass(bare, true);
    }

    @Test
    void membersOfAHiddenClassAreNotPlain() throws Throwable {
        MethodHandles.Lookup hidden = hidden(EmptyCompact.class);
        assertMembers(hidden.lookupClass().asSubclass(Record.class), false, false);
        Object made = hidden.findConstructor(hidden.lookupClass(),
                MethodType.methodType(void.class, long.class, int.class)).invoke(5L, 6);
        Record read = roundTrip((Record) made);
        assertThat(read.getClass().getRecordComponents()[0].getAccessor().invoke(read)).isEqualTo(5L);
        assertThat(read.getClass().getRecordComponents()[1].getAccessor().invoke(read)).isEqualTo(6);
    }

    @Test
    void rowContainsFieldsInsteadOfAccessorResults() {
        assertThat(roundTrip(new Crossed(1, 2))).isEqualTo(new Crossed(1, 2));
        assertThat(roundTrip(new Masked("secret", 3))).isEqualTo(new Masked("secret", 3));
    }

    @SuppressWarnings("unchecked")
    private static <R extends Record> R roundTrip(R value) {
        var layout = (RecordLayout<R>) RecordLayout.of(value.getClass());
        try (Arena arena = Arena.create()) {
            var rows = new RecordVec<>(arena, layout, 1);
            rows.add(value);
            return rows.get(0);
        }
    }
}
