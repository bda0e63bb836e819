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

package dev.arena.engine.alloc;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.INTEGER;

/**
 * Would fail if HotSpot could inline a refill. Then allocations could use heap memory after many refills. {@code HotPathTests}
 * measures that memory, but only some orders of compilation show the problem: with a refill of two short methods, one of ten
 * runs on a busy machine.
 */
class RefillSizeTests {

    /** Default of {@code -XX:FreqInlineSize}: HotSpot does not inline methods with more bytes of bytecode. */
    private static final int LARGEST_INLINED = 325;

    @Test
    void aRefillIsTooLongToBeInlined() throws IOException {
        try (InputStream classFile = BumpAllocator.class.getResourceAsStream("BumpAllocator.class")) {
            assertThat(ClassFile.of().parse(classFile.readAllBytes()).methods())
                    .filteredOn(method -> method.methodName().equalsString("refill")).singleElement()
                    .extracting(RefillSizeTests::codeLength, INTEGER)
                    .isGreaterThan(LARGEST_INLINED);
        }
    }

    private static int codeLength(MethodModel method) {
        return ((CodeAttribute) method.code().orElseThrow()).codeLength();
    }
}
