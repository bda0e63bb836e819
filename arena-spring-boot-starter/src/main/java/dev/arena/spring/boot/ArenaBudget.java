package dev.arena.spring.boot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says how much memory a request may take that is handled by a method, or by any method of a class; more or less than
 * {@code arena.byte-budget}. One at the method counts before one at its class. Both are also found on what they override or
 * implement, and as meta-annotations.
 *
 * <p>It holds as soon as the handler is known, which is before its arguments are resolved; what filters have allocated by then
 * counts. A {@code byte-budget} that operators have given to the path under {@code arena.web.routes} counts before it. An
 * application with a budget that cannot work, such as one beyond that of the pool, does not start.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface ArenaBudget {

    /**
     * Limit of the chunks that the arena of the request may hold, from the smallest chunk to the budget of the pool.
     *
     * @return a size such as {@code 512KB} or {@code 2MB}; without unit, bytes
     */
    String value();
}
