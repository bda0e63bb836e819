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

package dev.arena.engine.code;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests that a generated class depends only on its shape, and gets its constants. */
class ClassGeneratorTests {

    /** Generates a supplier of its constant, or of null. */
    @SuppressWarnings("rawtypes")
    private static final class Constant extends ClassGenerator<Supplier> {
        private final Object value;
        private final boolean isIgnored;

        Constant(Object value, boolean isIgnored) {
            super(MethodHandles.lookup(), Supplier.class);
            this.value = value;
            this.isIgnored = isIgnored;
        }

        @Override
        protected String shape() {
            return "a supplier";
        }

        @Override
        protected List<?> constants() {
            return List.of(value);
        }

        @Override
        protected void generate(ClassBuilder made) {
            made.withMethodBody("get", MethodTypeDesc.of(ConstantDescs.CD_Object), ClassFile.ACC_PUBLIC, code -> {
                if (isIgnored) {
                    code.aconst_null().areturn();
                } else {
                    constant(code, 0, ConstantDescs.CD_String).areturn();
                }
            });
        }
    }

    @Test
    void hiddenClassReturnsItsConstant() {
        Supplier<?> made = Objects.requireNonNull(new Constant("one", false).make());
        assertThat(made.getClass().isHidden()).isTrue();
        assertThat(made.get()).isEqualTo("one");
    }

    @Test
    void namedClassReturnsTheConstantOfItsInstance() throws Exception {
        Map<String, byte[]> classes = ClassGenerator.collect(() -> new Constant("one", false).make());
        assertThat(classes).hasSize(1);
        Class<?> named = MethodHandles.lookup().defineClass(classes.values().iterator().next());
        assertThat(classes).containsOnlyKeys(named.getName());
        var constructor = named.getDeclaredConstructor(Object[].class);
        constructor.setAccessible(true);
        Object made = constructor.newInstance((Object) new Object[]{"two"});
        assertThat(((Supplier<?>) made).get()).isEqualTo("two");
    }

    @Test
    void sameShapeHasTheSameClass() {
        assertThat(ClassGenerator.collect(() -> {
            new Constant("one", false).make();
            new Constant("two", false).make();
        })).hasSize(1);
    }

    @Test
    void sameShapeWithDifferentCodeIsRejected() {
        assertThatIllegalStateException().isThrownBy(() -> ClassGenerator.collect(() -> {
            new Constant("one", false).make();
            new Constant("one", true).make();
        })).withMessageContaining("a supplier");
    }
}
