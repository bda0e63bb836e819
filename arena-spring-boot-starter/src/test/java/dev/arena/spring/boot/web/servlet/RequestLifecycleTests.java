package dev.arena.spring.boot.web.servlet;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whatever ends a request, its arena ends once, then and not before. On platform threads. */
class RequestLifecycleTests extends AbstractRequestTests {

    @ParameterizedTest
    @ValueSource(strings = {"/parameter", "/jdk-parameter", "/injected"})
    void synchronousRequestShouldEndItsArena(String path) throws Exception {
        long resets = pool.stats().resets();
        assertThat(get(path).body()).isEqualTo("42");
        assertEnded(1);
        assertThat(pool.stats().resets()).isEqualTo(resets + 1);
    }

    @Test
    void parameterAndInjectedArenaShouldBeTheSame() throws Exception {
        assertThat(get("/same").body()).isEqualTo("true");
        assertEnded(1);
    }

    @Test
    void requestThatNeverAllocatesShouldTakeNoChunk() throws Exception {
        var before = pool.stats();
        assertThat(get("/unused").body()).isEqualTo("unused");
        var after = pool.stats();
        assertThat(after.normalChunksAllocated() + after.chunksReused())
                .isEqualTo(before.normalChunksAllocated() + before.chunksReused());
        assertThat(after.resets()).isEqualTo(before.resets());
    }

    @Test
    void secondRequestShouldReuseTheChunkOfTheFirst() throws Exception {
        get("/parameter");
        awaitNothingLive();
        var before = pool.stats();
        get("/parameter");
        awaitNothingLive();
        assertThat(pool.stats().normalChunksAllocated()).isEqualTo(before.normalChunksAllocated());
        assertThat(pool.stats().chunksReused()).isEqualTo(before.chunksReused() + 1);
    }

    @ParameterizedTest
    @CsvSource({"/throws, 500", "/send-error, 418", "/cleanup-throws, 200"})
    void requestThatGoesWrongShouldEndItsArenaAndTellNoSecrets(String path, int status) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).doesNotContain("secret");
        assertEnded(1);
    }

    @ParameterizedTest
    @CsvSource({"/callable, 42, 2", "/deferred, 42, 1", "/stage, 42, 1", "/stage-as-object, 42, 1"})
    void asynchronousRequestShouldKeepItsArenaUntilItIsComplete(String path, String body, int uses) throws Exception {
        assertThat(get(path).body()).isEqualTo(body);
        assertEnded(uses);
    }

    @Test
    void asynchronousFailureShouldEndTheArena() throws Exception {
        HttpResponse<String> response = get("/callable-throws");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("secret");
        assertEnded(1);
    }

    @Test
    void streamedResponseShouldBeWrittenFromArenaMemory() throws Exception {
        assertThat(get("/streaming").body()).isEqualTo("x".repeat(20_000));
        assertEnded(1);
    }

    @Test
    void serverSentEventsShouldUseTheArenaFromAnotherThread() throws Exception {
        assertThat(get("/sse").body()).contains("data:42").contains("data:and 800");
        assertThat(witness.caught).isNull();
        assertEnded(2);
    }

    @Test
    void timeOutShouldEndTheArena() throws Exception {
        assertThat(get("/times-out").statusCode()).isEqualTo(503);
        assertEnded(1);
    }

    @Test
    void workerThatOutlivesATimeOutShouldFindItsMemoryDead() throws Exception {
        assertThat(get("/times-out-working").statusCode()).isEqualTo(503);
        assertEnded(1);
        handlers.timedOut.countDown();
        await().untilAsserted(() -> assertThat(witness.caught).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Already closed"));
    }

    @Test
    void clientThatVanishesShouldNotKeepTheArena() throws Exception {
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write("GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(10_000)).hasSize(10_000);
        }
        assertEnded(1);
    }

    @Test
    void arenaShouldBeThereInAFilterAndTheSameInTheHandler() throws Exception {
        assertThat(get("/same", "X-Filter-Allocates", "yes").body()).isEqualTo("true");
        assertEnded(2);
    }

    @ParameterizedTest
    @CsvSource({"/callable, 3", "/deferred, 2", "/stage, 2"})
    void asynchronousHandlerShouldGetASharedArenaAlthoughAFilterHasAllocated(String path, int uses) throws Exception {
        assertThat(get(path, "X-Filter-Allocates", "yes").body()).isEqualTo("42");
        assertEnded(uses);
    }

    @Test
    void excludedPathShouldHaveNoArenaAndSayWhy() throws Exception {
        HttpResponse<String> response = get("/excluded/path", "X-Filter-Allocates", "yes");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(witness.segments).isEmpty();
    }

    @Test
    void errorPageShouldHaveAnArenaOfItsOwn() throws IOException, InterruptedException {
        assertThat(get("/missing", "X-Filter-Allocates", "yes").statusCode()).isEqualTo(404);
        assertEnded(1);
    }
}
