package dev.arena.model;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps warnings that a test provokes out of the log, until it is closed. */
final class Silence implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger("dev.arena");

    Silence() {
        LOG.setLevel(Level.OFF);
    }

    @Override
    public void close() {
        LOG.setLevel(null);
    }
}
