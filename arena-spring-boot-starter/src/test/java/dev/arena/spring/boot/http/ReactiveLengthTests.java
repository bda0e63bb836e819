package dev.arena.spring.boot.http;

import java.net.http.HttpResponse;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@TestPropertySource(properties = "spring.main.web-application-type=reactive")
class ReactiveLengthTests extends AbstractLengthTests {

    @Test
    void lengthOfADocumentShouldBeToldIfItIsShort() throws Exception {
        for (String kind : List.of("", "/entity", "/mono")) {
            HttpResponse<byte[]> small = post("/INTS" + kind, "[1,2,3]", "Content-Type", "application/json");
            assertThat(small.headers().firstValueAsLong("Content-Length")).hasValue(7);
            String numbers = "[" + "1,".repeat(9_000) + "1]";
            HttpResponse<byte[]> large = post("/INTS" + kind, numbers, "Content-Type", "application/json");
            assertThat(text(large)).isEqualTo(numbers);
            assertThat(large.headers().firstValue("Transfer-Encoding")).hasValue("chunked");
        }
        awaitNothingLive();
    }
}
