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

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends snapshots to all viewers. One thread reads the figures for all viewers. Without a viewer, there is no thread.
 *
 * <p>It stops before the web server, so open streams do not delay a graceful shutdown.
 */
@Component
final class LiveStream implements SmartLifecycle {

    /** More viewers than a demo usually has, and few enough to cost nothing noticeable. */
    static final int MOST_VIEWERS = 16;

    /** Fast enough to look live, slow enough to read. */
    private static final Duration PERIOD = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);

    private final LiveFigures figures;
    private final JsonMapper json;
    private final Set<Viewer> viewers = new LinkedHashSet<>();
    private @Nullable Thread ticker;
    private boolean running;

    LiveStream(LiveFigures figures, JsonMapper json) {
        this.figures = figures;
        this.json = json;
    }

    /** Returns a stream for one more viewer; null if there are too many viewers, or if the application is shutting down. */
    synchronized @Nullable SseEmitter join() {
        if (!running || viewers.size() >= MOST_VIEWERS) {
            return null;
        }
        var viewer = new Viewer(this::leave);
        viewers.add(viewer);
        if (ticker == null) {
            ticker = Thread.ofPlatform().daemon().name("live-ticker").start(this::tick);
        } else {
            viewer.offer(json.writeValueAsString(snapshot())); // a new viewer does not wait for the next tick
        }
        return viewer.emitter();
    }

    private synchronized void leave(Viewer viewer) {
        viewers.remove(viewer);
        if (viewers.isEmpty()) {
            stopTicker();
        }
    }

    private void stopTicker() {
        if (ticker != null) {
            ticker.interrupt();
            ticker = null;
        }
    }

    /** The figures now. */
    LiveSnapshot snapshot() {
        int watching;
        synchronized (this) {
            watching = viewers.size();
        }
        return figures.read(watching);
    }

    private void tick() {
        try {
            for (List<Viewer> watching = watching(); !watching.isEmpty(); watching = watching()) {
                String snapshot = json.writeValueAsString(snapshot());
                watching.forEach(viewer -> viewer.offer(snapshot));
                Thread.sleep(PERIOD);
            }
        } catch (InterruptedException e) {
            LOG.trace("Nobody watches any more", e);
        }
    }

    /** Returns the viewers; none for a ticker that has been stopped or replaced. */
    private synchronized List<Viewer> watching() {
        return Thread.currentThread().equals(ticker) ? new ArrayList<>(viewers) : List.of();
    }

    @Override
    public synchronized void start() {
        running = true;
    }

    @Override
    public void stop() {
        List<Viewer> left;
        synchronized (this) {
            running = false;
            left = new ArrayList<>(viewers);
            viewers.clear();
            stopTicker();
        }
        left.forEach(Viewer::end);
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }
}
