package dev.arena.spring.boot.web.reactive;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;

import dev.arena.ArenaPool;
import dev.arena.ArenaStats;
import dev.arena.spring.boot.ArenaLease;
import dev.arena.spring.boot.LearnedSizes;
import dev.arena.spring.boot.web.HandlerBudgets;
import dev.arena.spring.boot.web.RequestOwner;
import dev.arena.spring.boot.web.RouteSettings;

/** The request that an arena is opened for. What its handler says is known when the exchange knows the handler. */
final class ReactiveRequest implements ArenaLease.Lessee {
    private final ServerWebExchange exchange;
    private final @Nullable LearnedSizes learned;
    private final RouteSettings settings;
    private final @Nullable HandlerBudgets budgets;

    /** The handler is asked for budgets that the settings of the route leave open. */
    ReactiveRequest(ServerWebExchange exchange, @Nullable LearnedSizes learned, RouteSettings settings,
            HandlerBudgets handlers) {
        this.exchange = exchange;
        this.settings = settings;
        HandlerBudgets budgets = settings.budgetByHandler() || settings.partition() == null ? handlers : null;
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
        Object handler = handler();
        if (handler == null) {
            return -1;
        }
        return handler instanceof HandlerMethod known && settings.budgetByHandler()
                ? budgets.of(known).byteBudget()
                : 0;
    }

    @Override
    public @Nullable ArenaPool partition() {
        return budgets != null && settings.partition() == null && handler() instanceof HandlerMethod known
                ? budgets.of(known).partition()
                : null;
    }

    @Override
    public boolean longLived() {
        return (handler() instanceof HandlerMethod known && StreamingHandlers.streams(known, exchange))
                || exchange.getRequest().getHeaders().getAccept().stream()
                        .anyMatch(MediaType.TEXT_EVENT_STREAM::equalsTypeAndSubtype)
                || (learned != null && learned.isLongLived(method(), pattern()));
    }

    private @Nullable Object handler() {
        return exchange.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE);
    }

    void ended(ArenaStats stats, long nanosOpen) {
        if (learned != null) {
            learned.ended(method(), pattern(), stats, nanosOpen);
        }
    }

    private String method() {
        return exchange.getRequest().getMethod().name();
    }

    private @Nullable Object pattern() {
        return exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    }
}
