package dev.arena.spring.boot.http;

import java.net.http.HttpResponse;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Settings of the application's mapper count for arena types. */
@SpringBootTest(classes = ObjectApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "spring.jackson.serialization.indent-output=true", "spring.jackson.default-property-inclusion=non_null",
        "spring.jackson.json.write.escape-non-ascii=true"})
abstract class AbstractMapperSettingsTests extends HttpTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            items  | [{"itemName":"ü","count":1},{"itemName":null,"count":2}]
            items  | []
            ints   | [1,2,3]
            order  | {"customerName":"ü","items":[{"itemName":null,"count":2}],"ints":[1],"counts":{"ü":1}}
            mixed  | {"name":"ü"}
            holder | {"value":{"a":[1,2.5,"ü"]}}
            """)
    void responseShouldBeThatOfTheMapper(String path, String body) throws Exception {
        HttpResponse<byte[]> heap = post("/heap/" + path, body, "Content-Type", "application/json");
        HttpResponse<byte[]> arena = post("/arena/" + path, body, "Content-Type", "application/json");
        assertThat(text(arena)).isEqualTo(text(heap));
        assertThat(arena.headers().allValues("Content-Length")).isEqualTo(heap.headers().allValues("Content-Length"));
        awaitNothingLive();
    }
}
