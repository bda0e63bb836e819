package dev.arena.spring.boot.web.reactive;

import java.net.Socket;
import java.util.concurrent.CountDownLatch;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is recorded of each reactive request. */
class ReactiveMetricsTests extends AbstractReactiveTests {

    @Autowired
    MeterRegistry registry;

    @BeforeEach
    void forgetSummaries() {
        registry.find("arena.request.bytes").meters().forEach(registry::remove);
    }

    @ParameterizedTest
    @CsvSource({"/parameter, /parameter, SUCCESS", "/functional/request/7, /functional/request/{id}, SUCCESS",
            "/throws, /throws, SERVER_ERROR", "/exhausts, /exhausts, CLIENT_ERROR",
            "/functional/exhausts, /functional/exhausts, CLIENT_ERROR"})
    void requestShouldBeRecordedByPatternAndOutcome(String path, String pattern, String outcome) throws Exception {
        get(path);
        awaitNothingLive();
        await().until(() -> summary(pattern, outcome) != null);
        assertThat(registry.find("arena.request.bytes").meters()).hasSize(1);
        assertThat(summary(pattern, outcome)).satisfies(it -> {
            assertThat(it.count()).isOne();
            assertThat(it.totalAmount()).isEqualTo(4096);
        });
    }

    @Test
    void requestThatNoHandlerMatchesShouldNotMakeAMeterOfItsOwn() throws Exception {
        get("/missing/1", "X-Filter-Allocates", "yes");
        get("/missing/2", "X-Filter-Allocates", "yes");
        await().until(() -> registry.find("arena.request.bytes").summaries().stream()
                .mapToLong(DistributionSummary::count).sum() == 2);
        assertThat(registry.find("arena.request.bytes").meters()).hasSize(1)
                .allSatisfy(it -> assertThat(it.getId().getTag("outcome")).isEqualTo("CLIENT_ERROR"));
    }

    @Test
    void cancelledRequestShouldHaveAnUnknownOutcome() throws Exception {
        handlers.working = new CountDownLatch(1);
        try (Socket _ = openGet("/never")) {
            handlers.working.await();
        }
        await().until(() -> summary("/never", "UNKNOWN") != null);
    }

    private @Nullable DistributionSummary summary(String uri, String outcome) {
        return registry.find("arena.request.bytes").tags("pool", "arenaPool", "uri", uri, "outcome", outcome).summary();
    }
}
