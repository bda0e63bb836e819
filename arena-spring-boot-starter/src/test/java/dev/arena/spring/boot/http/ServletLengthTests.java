package dev.arena.spring.boot.http;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ServletLengthTests extends AbstractLengthTests {

    @Test
    void streamedBodyShouldBeChargedForWhatItNeeds() throws Exception {
        String item = "{\"name\":\"a\",\"count\":1}";
        String body = "[" + item + ",\n" + " ".repeat(3_000_000) + "{\"skipped\":\"" + "x".repeat(3_000_000)
                + "\",\"name\":\"b\",\"count\":2}]";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        for (HttpResponse<byte[]> response : List.of(post("/RECORDS", bytes, "Content-Type", "application/json"),
                postChunked("/RECORDS", bytes, "Content-Type", "application/json"))) {
            assertThat(text(response)).isEqualTo("[" + item + ",{\"name\":\"b\",\"count\":2}]");
        }
        awaitNothingLive();
    }
}
