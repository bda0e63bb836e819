package dev.arena.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of a class a pool of arenas, and fails a test that leaves arenas or handles open. Test methods may have parameters of
 * type {@link dev.arena.Arena} and {@link dev.arena.ArenaPool}, see {@link ArenaExtension}.
 *
 * <pre>{@code
 * @ArenaTest
 * class ReportTests {
 *     @Test
 *     void sumsUp(Arena arena) {
 *         var amounts = new LongVec(arena);
 *         ...
 *     }
 * }
 * }</pre>
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(ArenaExtension.class)
public @interface ArenaTest {

    /**
     * The byte budget of each arena.
     *
     * @return the limit in bytes
     */
    long byteBudget() default 32L << 20;

    /**
     * The byte budget of the pool.
     *
     * @return the limit in bytes
     */
    long poolByteBudget() default 256L << 20;
}
