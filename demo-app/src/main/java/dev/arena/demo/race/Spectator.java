package dev.arena.demo.race;

import java.io.IOException;
import java.time.Duration;

import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells one client how far a race has come, until it is over or the client is gone; in that case it cancels the race. */
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
