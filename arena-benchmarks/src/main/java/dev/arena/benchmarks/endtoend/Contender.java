package dev.arena.benchmarks.endtoend;

import org.jspecify.annotations.Nullable;

/**
 * One of those that are compared.
 *
 * @param name    what the table calls it
 * @param setup   the server that answers
 * @param request what is sent to it
 * @param greedy  what one further client sends meanwhile, which is not counted; null if there is none
 */
record Contender(String name, ServerSetup setup, Request request, @Nullable Request greedy) {

    Contender(String name, ServerSetup setup, Request request) {
        this(name, setup, request, null);
    }
}
