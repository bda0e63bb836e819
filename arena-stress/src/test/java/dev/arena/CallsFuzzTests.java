package dev.arena;

import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Would fail if some order of calls, size or alignment broke a promise of the allocator. Without {@code JAZZER_FUZZ=1} it
 * replays the inputs beside it, which a fuzzer has found.
 */
class CallsFuzzTests {
    private static final long SEED = 20261122;

    @FuzzTest(maxDuration = "5m")
    void promisesHoldInWhateverOrderCallsCome(byte[] bytes) {
        new CallScript(bytes).run();
    }

    @Test
    void scriptsReachEveryCall() {
        var random = new Random(SEED);
        Set<CallScript.Call> calls = EnumSet.noneOf(CallScript.Call.class);
        for (int i = 0; i < 50; i++) {
            byte[] bytes = new byte[1 << 13];
            random.nextBytes(bytes);
            var script = new CallScript(bytes);
            script.run();
            calls.addAll(script.calls());
        }
        assertThat(calls).as("calls that did something, seed %d", SEED).contains(CallScript.Call.values());
    }
}
