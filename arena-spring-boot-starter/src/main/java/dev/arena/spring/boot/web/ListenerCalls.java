package dev.arena.spring.boot.web;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Calls whoever wants to hear of something, so that one who throws does not keep the others from hearing. */
public final class ListenerCalls {
    private static final Logger LOG = System.getLogger(ListenerCalls.class.getName());

    private ListenerCalls() {}

    /**
     * Makes a call. What it throws is logged.
     *
     * @param listener who is called, for the message
     * @param call     the call
     */
    public static void call(Object listener, Runnable call) {
        try {
            call.run();
        } catch (Throwable e) { // other languages throw checked exceptions too
            LOG.log(Level.ERROR, () -> listener + " failed to hear of the end of a request", e);
        }
    }
}
