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

package dev.arena.demo.race;

import java.io.IOException;
import java.time.Duration;

import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Sends the progress of a race to one client until the race is over. If the client disconnects, it cancels the race. */
final class Spectator implements Runnable {
    static final Duration MOST_TIME = Duration.ofMinutes(5);

    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final Race race;
    private final SseEmitter emitter;

    Spectator(Race race, SseEmitter emitter) {
        this.race = race;
        this.emitter = emitter;
    }

    @Override
    public void run() {
        try {
            while (!race.awaitOver(INTERVAL)) {
                emitter.send(race.state());
            }
            emitter.send(race.state());
            emitter.complete();
        } catch (IOException | IllegalStateException e) { // the client is gone, or the request has timed out
            race.cancel();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
