package dev.arena.spring.boot;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.ArenaPool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ArenaTemplateTests {
    private final ArenaPool pool = Arena.builder().byteBudget(64 << 10).buildPool();
    private final ArenaContext context = new ArenaContext();
    private final ArenaTemplate template = new ArenaTemplate(pool, context);
    private final Arena injected = new CurrentArena(context);

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void workShouldGetAnArenaThatEndsWithIt() {
        MemorySegment escaped = template.execute(arena -> arena.allocateFrom(ValueLayout.JAVA_LONG, 42));
        assertThatIllegalStateException().isThrownBy(() -> escaped.get(ValueLayout.JAVA_LONG, 0));
        assertThat(pool.stats().liveBytes()).isZero();
        assertThat(pool.stats().resets()).isEqualTo(1);
    }

    @Test
    void injectedArenaShouldMeanTheArenaOfTheWork() {
        template.execute(arena -> {
            injected.allocate(100, 1);
            MemorySegment grown = injected.grow(injected.allocate(8, 8), 16, 8);
            assertThat(injected.tryGrow(grown, 24)).isNotNull();
            assertThat(injected.tryAllocate(1 << 20, 1)).isNull();
            assertThat(injected.scope()).isEqualTo(arena.scope());
            assertThat(injected.stats()).isEqualTo(arena.stats());
            try (var owned = injected.allocateOwned(8, 8);
                    var shared = injected.allocateShared(8, 8);
                    var escaped = injected.escape(injected.allocate(1000, 8))) {
                injected.reset();
                assertThat(owned.get().byteSize() + shared.get().byteSize() + escaped.get().byteSize())
                        .isEqualTo(1016);
            }
            assertThat(arena.stats().resets()).isEqualTo(1);
            return null;
        });
    }

    @Test
    void nestedWorkShouldHaveAnArenaOfItsOwn() {
        List<MemorySegment.Scope> scopes = new ArrayList<>();
        template.execute(outer -> {
            scopes.add(injected.scope());
            template.execute(inner -> scopes.add(injected.scope()));
            scopes.add(injected.scope());
            return null;
        });
        assertThat(scopes.get(1)).isNotEqualTo(scopes.get(0));
        assertThat(scopes.get(2)).isEqualTo(scopes.get(0));
    }

    @Test
    void workThatThrowsShouldReturnItsMemoryAndRunItsCleanups() {
        List<String> cleaned = new ArrayList<>();
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> template.execute(arena -> {
            injected.onReset(() -> cleaned.add("done"));
            arena.allocate(8, 8);
            throw new IOException("no");
        })).withMessage("no");
        assertThat(cleaned).containsExactly("done");
        assertThat(pool.stats().activeArenas()).isZero();
    }

    @Test
    void injectedArenaOutsideOfWorkShouldSayWhyAndWhatToUse() {
        assertThatIllegalStateException().isThrownBy(() -> injected.allocate(8, 8))
                .withMessageContaining("not handling a web request").withMessageContaining("ArenaTemplate.execute");
        template.execute(arena -> null);
        assertThatIllegalStateException().isThrownBy(injected::stats);
    }

    @Test
    void injectedArenaShouldNotLetItselfBeClosed() {
        template.execute(arena -> {
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(injected::close)
                    .withMessageContaining("reset");
            return injected.allocate(1, 1);
        });
    }

    @Test
    void arenaThatIsKeptShouldBeDeadAfterTheWork() {
        Arena kept = template.<Arena, RuntimeException>execute(arena -> {
            arena.allocate(1, 1);
            return arena;
        });
        assertThatIllegalStateException().isThrownBy(() -> kept.allocate(1, 1)).withMessageContaining("was closed");
    }
}
