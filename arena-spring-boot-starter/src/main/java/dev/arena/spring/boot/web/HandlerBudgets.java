package dev.arena.spring.boot.web;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongBiFunction;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

import dev.arena.spring.boot.ArenaBudget;

/**
 * What {@link ArenaBudget} says of handler methods. Each is looked at once.
 *
 * <p>Safe for use by any thread.
 */
public final class HandlerBudgets {
    private final ToLongBiFunction<HandlerMethod, ArenaBudget> parser;
    private final Map<Handler, Long> budgets = new ConcurrentHashMap<>();

    /** A method that is inherited may have another budget in each class. */
    private record Handler(Class<?> type, Method method) {}

    /**
     * Budgets that have yet to be looked for.
     *
     * @param parser makes bytes of what is said of a method, or throws if that is no budget
     */
    public HandlerBudgets(ToLongBiFunction<HandlerMethod, ArenaBudget> parser) {
        this.parser = parser;
    }

    /**
     * How much a request may take that is handled by a method.
     *
     * @param  method                   the method
     * @return                          the budget in bytes; 0 if nothing is said
     * @throws IllegalArgumentException if what is said is no budget
     */
    public long of(HandlerMethod method) {
        var handler = new Handler(method.getBeanType(), method.getMethod());
        Long known = budgets.get(handler);
        if (known == null) {
            known = find(method);
            budgets.put(handler, known);
        }
        return known;
    }

    private long find(HandlerMethod method) {
        ArenaBudget said = method.getMethodAnnotation(ArenaBudget.class);
        if (said == null) {
            said = AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), ArenaBudget.class);
        }
        return said == null ? 0 : parser.applyAsLong(method, said);
    }
}
