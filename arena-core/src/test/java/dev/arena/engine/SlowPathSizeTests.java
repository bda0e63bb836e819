package dev.arena.engine;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;

import org.junit.jupiter.api.Test;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** Would fail if the slow path became so small that C2 could inline it into the fast path. */
class SlowPathSizeTests {
    private static final int FREQ_INLINE_SIZE = 325;

    @Test
    void refillIsTooLargeToBeInlined() throws IOException {
        try (InputStream in = requireNonNull(BumpAllocator.class.getResourceAsStream("BumpAllocator.class"))) {
            MethodModel refill = ClassFile.of().parse(in.readAllBytes()).methods().stream()
                    .filter(method -> method.methodName().equalsString("refill")).findAny().orElseThrow();
            int bytecodes = refill.findAttribute(Attributes.code()).orElseThrow().codeLength();
            assertThat(bytecodes).isGreaterThan(FREQ_INLINE_SIZE);
        }
    }
}
