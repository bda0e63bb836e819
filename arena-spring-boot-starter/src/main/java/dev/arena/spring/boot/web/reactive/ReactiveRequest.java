package dev.arena.spring.boot.web.reactive;

import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;

import dev.arena.ArenaStats;
import dev.arena.spring.boot.ArenaLease;
import dev.arena.spring.boot.web.HandlerBudgets;
import dev.arena.spring.boot.web.LearnedRoutes;
import dev.arena.spring.boot.web.RequestOwner;

/** The request that an arena is opened for. What its handler says is known when the exchange knows the handler. */
final class ReactiveRequest implements ArenaLease.Lessee {
    private final ServerWebExchange exchange;
    private final @Nullable LearnedRoutes learned;
    private final @Nullable HandlerBudgets budgets;

    /** Budgets are null where the handler is not to be asked. */
    ReactiveRequest(ServerWebExchange exchange, @Nullable LearnedRoutes learned, @Nullable HandlerBudgets budgets) {
        this.exchange = exchange;
        this.learned = learned;
        this.budgets = budgets;
    }

    @Override
    public RequestOwner owner() {
        return new RequestOwner(method(), exchange.getRequest().getPath().value());
    }

    @Override
    public long expectedBytes() {
        return learned == null ? 0 : learned.expectedBytes(method(), pattern());
    }

    @Override
    public long byteBudget() {
        if (budgets == null) {
            return 0;
        }
        Object handler = exchange.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE);
        if (handler == null) {
            return -1;
        }
        return handler instanceof HandlerMethod known ? budgets.of(known) : 0;
    }

    void ended(ArenaStats stats) {
        if (learned != null) {
            learned.ended(method(), pattern(), stats);
        }
    }

    private String method() {
        return exchange.getRequest().getMethod().name();
    }

    private @Nullable Object pattern() {
        return exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    }
}
