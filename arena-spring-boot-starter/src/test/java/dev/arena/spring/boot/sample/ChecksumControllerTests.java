package dev.arena.spring.boot.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's controller in an application with the README's budget. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "arena.byte-budget=1MB")
class ChecksumControllerTests {

    @LocalServerPort
    int port;

    @Test
    void checksumShouldBeThatOfTheBody() throws Exception {
        byte[] body = new byte[100_000];
        new Random(1).nextBytes(body);
        long expected = 0;
        for (byte b : body) {
            expected = 31 * expected + b;
        }
        assertThat(post(body).body()).isEqualTo(Long.toString(expected));
    }

    @Test
    void bodyOverTheBudgetShouldBeRefused() throws Exception {
        byte[] body = new byte[2_000_000];
        Arrays.fill(body, (byte) 1);
        assertThat(post(body).statusCode()).isEqualTo(413);
    }

    private HttpResponse<String> post(byte[] body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/checksum"))
                .POST(BodyPublishers.ofByteArray(body)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(ChecksumController.class)
    static class Application {}
}
