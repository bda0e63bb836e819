package dev.arena;

import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Would fail if an allocation in the steady state cost heap memory or reached the chunk source. */
class HotPathTests {

    @ParameterizedTest
    @ValueSource(longs = {8, 64})
    void anAllocationInTheSteadyStateCostsNoHeapMemory(long size) throws Exception {
        String[] measured = probe(size).split(" ", -1);
        assertThat(measured).hasSize(2);
        assertThat(Long.parseLong(measured[0]))
                .as("bytes of heap for %d allocations of %d bytes", HotPathProbe.ALLOCATIONS, size)
                .isLessThan(HotPathProbe.ALLOCATIONS / 10);
        assertThat(measured[1]).as("calls of the source after the warm-up").isEqualTo("0");
    }

    private static String probe(long size) throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp", classPath, HotPathProbe.class.getName(),
                Long.toString(size)).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }
}
