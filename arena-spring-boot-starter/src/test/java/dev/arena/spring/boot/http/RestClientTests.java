package dev.arena.spring.boot.http;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.ClientHttpMessageConvertersCustomizer;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

import dev.arena.collect.RecordVec;
import dev.arena.json.JsonValue;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;

/** Handlers that call another service: its answers are read into the arena of their request. */
@SpringBootTest(classes = RestClientTests.Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "arena.byte-budget=256KB")
class RestClientTests extends HttpTests {

    @Test
    void responsesShouldBeReadIntoTheArenaOfTheRequest() throws Exception {
        HttpResponse<byte[]> response = get("/through/good", "X-Port", Integer.toString(port));
        assertThat(text(response)).isEqualTo("[{\"id\":1,\"name\":\"a\"},{\"id\":2,\"name\":\"Zürich\"}]");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(get("/forms", "X-Port", Integer.toString(port)))).isEqualTo("2 Zürich 47 2");
        awaitNothingLive();
    }

    @Test
    void requestsShouldBeWrittenFromTheArena() throws Exception {
        HttpResponse<byte[]> response = post("/sent", "[{\"id\":7,\"name\":\"x\"}]", "X-Port", Integer.toString(port),
                "Content-Type", "application/json");
        assertThat(text(response)).isEqualTo("1 records, the first is 7");
        awaitNothingLive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"malformed", "other"})
    void aMalformedResponseShouldBeAnExceptionOfTheClient(String path) throws Exception {
        HttpResponse<byte[]> response = get("/through/" + path, "X-Port", Integer.toString(port));
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(text(response)).startsWith("RestClientException");
        awaitNothingLive();
    }

    @Test
    void aResponseAboveTheBudgetShouldFailWithTheBudgetsException() throws Exception {
        HttpResponse<byte[]> response = get("/through/large", "X-Port", Integer.toString(port));
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(text(response)).contains("\"scope\":\"arena\"");
        awaitNothingLive();
    }

    record Item(int id, String name) {}

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({Upstream.class, Handlers.class})
    static class Application {}

    @RestController
    static class Upstream {
        @GetMapping(path = "/upstream/good", produces = MediaType.APPLICATION_JSON_VALUE)
        List<Item> good() {
            return List.of(new Item(1, "a"), new Item(2, "Zürich"));
        }

        @GetMapping("/upstream/malformed")
        ResponseEntity<byte[]> malformed() {
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON)
                    .body("[{\"id\":1,".getBytes(StandardCharsets.UTF_8));
        }

        @GetMapping("/upstream/other")
        ResponseEntity<byte[]> other() {
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON)
                    .body("[{\"id\":\"x\"}]".getBytes(StandardCharsets.UTF_8));
        }

        @GetMapping("/upstream/large")
        List<Item> large() {
            return IntStream.range(0, 20_000).mapToObj(i -> new Item(i, "a name of some length")).toList();
        }

        @GetMapping(path = "/upstream/text", produces = "text/plain;charset=UTF-8")
        String text() {
            return "Zürich";
        }

        @PostMapping("/upstream/items")
        String items(@RequestBody List<Item> items) {
            return items.size() + " records, the first is " + items.getFirst().id();
        }
    }

    @RestController
    static class Handlers {
        private final RestClient.Builder clients;

        /** As the auto-configuration of clients does, which keeps the class loader of an application: see RestartTests. */
        Handlers(List<ClientHttpMessageConvertersCustomizer> customizers) {
            this.clients = RestClient.builder().configureMessageConverters(converters -> {
                converters.registerDefaults();
                customizers.forEach(each -> each.customize(converters));
            });
        }

        private RestClient client(int port) {
            return clients.clone().baseUrl("http://localhost:" + port + "/upstream/").build();
        }

        @GetMapping("/through/{path}")
        RecordVec<Item> through(@PathVariable String path, @RequestHeader("X-Port") int port) {
            return Objects
                    .requireNonNull(client(port).get().uri(path).retrieve().body(new ParameterizedTypeReference<>() {
                    }));
        }

        @GetMapping("/forms")
        String forms(@RequestHeader("X-Port") int port) {
            JsonValue value = Objects.requireNonNull(client(port).get().uri("good").retrieve().body(JsonValue.class));
            Utf8String text = Objects.requireNonNull(client(port).get().uri("text").retrieve().body(Utf8String.class));
            MemorySegment bytes = Objects
                    .requireNonNull(client(port).get().uri("good").retrieve().body(MemorySegment.class));
            RecordVec<Item> items = through("good", port);
            assertThat(bytes.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) '[');
            return value.size() + " " + text + " " + bytes.byteSize() + " " + items.size();
        }

        @PostMapping("/sent")
        String sent(@RequestBody RecordVec<Item> items, @RequestHeader("X-Port") int port) {
            return Objects
                    .requireNonNull(client(port).post().uri("items").contentType(MediaType.APPLICATION_JSON).body(items)
                            .retrieve().body(String.class));
        }

        @ExceptionHandler
        ResponseEntity<String> handle(RestClientException e) {
            return ResponseEntity.status(502).body(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }
}
