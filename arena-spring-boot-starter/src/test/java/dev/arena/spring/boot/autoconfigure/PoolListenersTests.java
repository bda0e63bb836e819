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
    void listenerThatThrowsShouldNotAffectOtherListeners() {
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
