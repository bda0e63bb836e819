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

package dev.arena.demo.dashboard;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** A viewer of the figures. A slow viewer misses snapshots, and delays neither the other viewers nor the ticker. */
final class Viewer {
    private static final long NO_TIMEOUT = 0;

    private final SseEmitter emitter = new SseEmitter(NO_TIMEOUT);
    private final AtomicBoolean sending = new AtomicBoolean();
    private final Consumer<Viewer> gone;

    Viewer(Consumer<Viewer> gone) {
        this.gone = gone;
        emitter.onCompletion(() -> gone.accept(this));
        emitter.onError(failure -> gone.accept(this));
    }

    SseEmitter emitter() {
        return emitter;
    }

    /** Sends a snapshot on a separate thread, unless the previous snapshot is still being sent. */
    void offer(String snapshot) {
        if (sending.compareAndSet(false, true)) {
            Thread.startVirtualThread(() -> send(snapshot));
        }
    }

    /** A failing write shows that the viewer has disconnected. The container then completes the request. */
    private void send(String snapshot) {
        try {
            emitter.send(snapshot);
        } catch (IOException | IllegalStateException e) {
            gone.accept(this);
        } finally {
            sending.set(false);
        }
    }

    void end() {
        emitter.complete();
    }
}
