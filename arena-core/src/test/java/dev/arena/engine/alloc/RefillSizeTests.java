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
 * Would fail if HotSpot could inline a refill, so that allocations cost heap memory once refills have been hot.
 * {@code HotPathTests} measures that cost, but only some orders of compilation show it: with a refill of two short methods,
 * one of ten runs on a busy machine.
 */
class RefillSizeTests {

    /** Default of {@code -XX:FreqInlineSize}: no method of more bytes of bytecode is inlined. */
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
