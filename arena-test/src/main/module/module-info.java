/** A JUnit extension and AssertJ assertions for tests of code that uses arenas. */
module dev.arena.test {
    requires transitive dev.arena;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires static org.jspecify;

    exports dev.arena.test;
}
