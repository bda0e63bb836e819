package dev.arena.spring.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.arena.LeakReport;
import dev.arena.PoolListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class PoolListenersTests {
    private final List<String> heard = new ArrayList<>();
    private final LeakReport leak = new LeakReport("pool", LeakReport.Kind.ARENA, 1, new Throwable());

    @Test
    void listenerThatThrowsShouldNotKeepTheOthersFromHearing() {
        var listeners = new PoolListeners(List.of(throwing("first"), listening("second"), throwing("third")));
        assertThatIllegalStateException().isThrownBy(() -> listeners.onLeak(leak)).withMessage("first")
                .satisfies(e -> assertThat(e.getSuppressed()).singleElement()
                        .satisfies(other -> assertThat(other).hasMessage("third")));
        assertThat(heard).containsExactly("first", "second", "third");
    }

    private PoolListener listening(String name) {
        return new PoolListener() {
            @Override
            public void onLeak(LeakReport leak) {
                heard.add(name);
            }
        };
    }

    private PoolListener throwing(String name) {
        return new PoolListener() {
            @Override
            public void onLeak(LeakReport leak) {
                heard.add(name);
                throw new IllegalStateException(name);
            }
        };
    }
}
