package dev.arena.spring.boot.web;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.ArenaStats;
import dev.arena.spring.boot.web.LearnedRoutes.Route;

import static org.assertj.core.api.Assertions.assertThat;

class LearnedRoutesTests {
    private final AtomicInteger random = new AtomicInteger();
    private final ArenaPool pool = Arena.builder().chunkSizes(4096, 512 << 10).buildPool();
    private final LearnedRoutes learned = new LearnedRoutes(pool, _ -> random.get());

    @AfterEach
    void closePool() {
        pool.close();
    }

    private void used(String route, long bytes) {
        learned.ended("GET", route, stats(bytes));
    }

    private static ArenaStats stats(long used) {
        return new ArenaStats(used + 100, 0, 100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void firstRequestShouldSayWhatToExpect() {
        assertThat(learned.expectedBytes("GET", "/a")).isZero();
        used("/a", 40_000);
        assertThat(learned.expectedBytes("GET", "/a")).isEqualTo(64 << 10);
        assertThat(learned.expectedBytes("POST", "/a")).isZero();
        assertThat(learned.expectedBytes("GET", null)).isZero();
    }

    @Test
    void expectationShouldBeASizeThatChunksHave() {
        used("/small", 1);
        used("/exact", 8192);
        used("/large", 100 << 20);
        assertThat(learned.expectedBytes("GET", "/small")).isEqualTo(4096);
        assertThat(learned.expectedBytes("GET", "/exact")).isEqualTo(8192);
        assertThat(learned.expectedBytes("GET", "/large")).isEqualTo(512 << 10);
    }

    @Test
    void expectationShouldRiseNineTimesOfTenAndFallOnceByOneClassEach() {
        used("/a", 10_000);
        random.set(90);
        used("/a", 200_000);
        assertThat(learned.expectedBytes("GET", "/a")).isEqualTo(16 << 10);
        random.set(89);
        used("/a", 200_000);
        assertThat(learned.expectedBytes("GET", "/a")).isEqualTo(32 << 10);
        used("/a", 10_000);
        assertThat(learned.expectedBytes("GET", "/a")).isEqualTo(32 << 10);
        random.set(90);
        used("/a", 10_000);
        used("/a", 10_000);
        assertThat(learned.expectedBytes("GET", "/a")).isEqualTo(16 << 10);
        assertThat(learned.routes()).containsExactly(new Route("GET /a", 16 << 10, 6));
    }

    @Test
    void oneShotChunksAndWorkThatWasResetShouldTellNothing() {
        var body = new ArenaStats(1_003_000, 0, 1000, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1_000_000);
        learned.ended("POST", "/body", body);
        assertThat(learned.expectedBytes("POST", "/body")).isEqualTo(4096);
        learned.ended("POST", "/reset", stats(0));
        learned.ended("POST", null, stats(1));
        assertThat(learned.routes()).hasSize(1);
    }

    @Test
    void methodsOfAClientsOwnShouldNotBeLearned() {
        learned.ended("PROPFIND17", "/a", stats(1));
        assertThat(learned.routes()).isEmpty();
    }

    @Test
    void manyRoutesShouldTakeNoMoreThanTheirPlacesAndLeaveThoseThatAreInUse() {
        for (int i = 0; i < LearnedRoutes.CAPACITY; i++) {
            used("/route/" + i, 1);
        }
        for (int i = 0; i < 10_000; i++) {
            used("/route/7", 1);
            used("/new/" + i, 1);
        }
        assertThat(learned.routes()).hasSize(LearnedRoutes.CAPACITY)
                .contains(new Route("GET /route/7", 4096, 10_001))
                .noneMatch(route -> route.route().equals("GET /route/8"));
    }

    @Test
    void allRoutesInUseShouldStillMakeRoomForANewOne() {
        for (int i = 0; i < 2 * LearnedRoutes.CAPACITY; i++) {
            used("/route/" + i % LearnedRoutes.CAPACITY, 1);
        }
        used("/new", 1);
        assertThat(learned.routes()).hasSize(LearnedRoutes.CAPACITY).contains(new Route("GET /new", 4096, 1));
    }
}
