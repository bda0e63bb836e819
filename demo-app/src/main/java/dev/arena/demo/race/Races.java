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

import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The latest race. Another begins only when it is over. */
@Component
final class Races {
    private final Track track;
    private final Aftermath aftermath;
    private @Nullable Race latest;
    private long started;

    Races(Track track, Aftermath aftermath) {
        this.track = track;
        this.aftermath = aftermath;
    }

    /** Starts a race. Returns null while another race is running. */
    synchronized @Nullable Race start(RaceOrder order) throws IOException {
        if (latest != null && !latest.isOver()) {
            return null;
        }
        var load = new Load(track.port(order.threads()), order);
        var race = new Race(++started, order, load, aftermath);
        latest = race;
        race.start();
        return race;
    }

    synchronized @Nullable Race latest() {
        return latest;
    }

    /** Cancels the race, so that a graceful shutdown does not wait for it. */
    @EventListener(ContextClosedEvent.class)
    synchronized void cancel() {
        if (latest != null) {
            latest.cancel();
        }
    }
}
