package dev.arena.spring.boot.web;

import dev.arena.ArenaOptions;

/**
 * How the arenas of some requests are opened.
 *
 * @param options              how, as far as that is known before the handler is; a budget of 0 leaves that to the handler
 * @param confinementByHandler whether who may use the arena is for the handler to say
 */
public record RouteSettings(ArenaOptions options, boolean confinementByHandler) {

    /**
     * Whether how much a request may take is for the handler to say.
     *
     * @return whether it is
     */
    public boolean budgetByHandler() {
        return options.byteBudget() == 0;
    }
}
