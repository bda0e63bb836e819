package dev.arena.spring.boot.web.servlet;

import dev.arena.spring.boot.web.HandlerBudget;

/**
 * What a handler method says about the arenas of its requests.
 *
 * @param asynchronous whether its requests can go on after it has returned
 * @param streams      whether its responses are written piece by piece
 * @param budget       its byte budgets
 */
record HandlerKind(boolean asynchronous, boolean streams, HandlerBudget budget) {}
