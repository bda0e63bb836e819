/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.arena.spring.boot.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.context.annotation.Import;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.codec.CodecException;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientAdapter;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import reactor.core.publisher.Mono;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;
import tools.jackson.dataformat.xml.XmlMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

import dev.arena.collect.IntVec;
import dev.arena.collect.RecordVec;
import dev.arena.text.Utf8String;

/** Handlers that read responses of another service, which is this application, in each format, valid and invalid. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({UpstreamApplication.Upstream.class, UpstreamApplication.Blocking.class, UpstreamApplication.Pipelines.class,
        UpstreamApplication.Advice.class})
class UpstreamApplication {

    /** An element. */
    record Item(int id, String name) {}

    /** A class that Jackson reads, with parts in the arena. */
    static class Crate {
        public @Nullable Utf8String label;
        public @Nullable RecordVec<Item> items;
        public @Nullable IntVec count;

        @Override
        public String toString() {
            return Objects.requireNonNull(label).byteLength() + (items == null ? "" : " with " + items.size());
        }
    }

    private static final ParameterizedTypeReference<RecordVec<Item>> ITEMS = new ParameterizedTypeReference<>() {
    };

    @RestController
    static class Upstream {
        private static final Map<List<String>, byte[]> BODIES = new ConcurrentHashMap<>();

        /** Returns a list of items or a crate, as {@code shape} selects, with the fault {@code kind}. */
        @GetMapping("/upstream/{shape}/{format}/{kind}")
        ResponseEntity<byte[]> body(@PathVariable String shape, @PathVariable String format,
                @PathVariable String kind) {
            return ResponseEntity.ok().contentType(MediaType.parseMediaType("application/" + format))
                    .body(bytes(shape, format, kind));
        }

        private static byte[] bytes(String shape, String format, String kind) {
            return BODIES.computeIfAbsent(List.of(shape, format, kind), _ -> encode(shape, format, kind));
        }

        private static byte[] encode(String shape, String format, String kind) {
            byte[] good = encoded(value(shape, format, kind), format);
            return switch (kind) {
                case "malformed" -> garbage(format);
                case "truncated" -> Arrays.copyOf(good, good.length - (format.equals("yaml") ? 6 : 3));
                default -> good;
            };
        }

        private static byte[] garbage(String format) {
            return format.equals("cbor")
                    ? new byte[]{(byte) 0x9f, (byte) 0xff, 0x1c, 0x1c}
                    : (format.equals("xml") ? "<a><b></a>" : "[{\"id\":1,}}").getBytes(StandardCharsets.UTF_8);
        }

        private static Object value(String shape, String format, String kind) {
            Object id = kind.equals("other") ? List.of("x") : 1;
            int count = kind.equals("large") ? 120_000 : 3;
            List<?> items = IntStream.range(0, count)
                    .mapToObj(_ -> Map.of("id", id, "name", "a name of some length")).toList();
            if (shape.equals("items")) {
                return items;
            }
            if (!format.equals("xml")) { // XML has no vectors within objects
                return Map.of("label", "l", "items", items);
            }
            return kind.equals("other") ? Map.of("count", List.of(1, "x")) : Map.of("label", "l".repeat(20 * count));
        }

        private static byte[] encoded(Object value, String format) {
            if (format.equals("x-ndjson")) {
                var lines = new StringBuilder();
                for (Object line : value instanceof List<?> list ? list : List.of(value)) {
                    lines.append(JsonMapper.shared().writeValueAsString(line)).append('\n');
                }
                return lines.toString().getBytes(StandardCharsets.UTF_8);
            }
            ObjectMapper mapper = switch (format) {
                case "cbor" -> new CBORMapper();
                case "yaml" -> new YAMLMapper();
                case "xml" -> new XmlMapper();
                default -> JsonMapper.shared();
            };
            return mapper.writeValueAsBytes(value);
        }

        @PostMapping("/upstream/echo")
        ResponseEntity<byte[]> echo(@RequestBody byte[] body, @RequestHeader("Content-Type") MediaType type) {
            return ResponseEntity.ok().contentType(type).body(body);
        }
    }

    /** The blocking interface of another service. */
    interface Exchange {

        @GetExchange("/items/{format}/{kind}")
        RecordVec<Item> items(@PathVariable String format, @PathVariable String kind);

        @GetExchange("/crate/{format}/{kind}")
        Crate crate(@PathVariable String format, @PathVariable String kind);
    }

    /** The reactive interface of another service. */
    interface ReactiveExchange {

        @GetExchange("/items/{format}/{kind}")
        Mono<RecordVec<Item>> items(@PathVariable String format, @PathVariable String kind);

        @GetExchange("/crate/{format}/{kind}")
        Mono<Crate> crate(@PathVariable String format, @PathVariable String kind);
    }

    private static String text(RecordVec<Item> items) {
        return items.size() + " items";
    }

    @RestController
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Blocking {
        private final RestClient.Builder clients;
        private final RestTemplateBuilder templates;
        private final JsonMapper mapper;

        Blocking(RestClient.Builder clients, RestTemplateBuilder templates, JsonMapper mapper) {
            this.clients = clients;
            this.templates = templates;
            this.mapper = mapper;
        }

        private static String url(int port, String path) {
            return "http://localhost:" + port + "/upstream/" + path;
        }

        @GetMapping("/client/items/{format}/{kind}")
        String clientItems(@PathVariable String format, @PathVariable String kind, @RequestHeader("X-Port") int port) {
            return text(body(clients.clone().build().get().uri(url(port, "items/" + format + "/" + kind)).retrieve()
                    .body(ITEMS)));
        }

        @GetMapping("/client/crate/{format}/{kind}")
        String clientCrate(@PathVariable String format, @PathVariable String kind, @RequestHeader("X-Port") int port) {
            return body(clients.clone().build().get().uri(url(port, "crate/" + format + "/" + kind)).retrieve()
                    .body(Crate.class)).toString();
        }

        @GetMapping("/template/items/{format}/{kind}")
        String templateItems(@PathVariable String format, @PathVariable String kind,
                @RequestHeader("X-Port") int port) {
            return text(body(templates.build().exchange(url(port, "items/" + format + "/" + kind), HttpMethod.GET, null,
                    ITEMS).getBody()));
        }

        @GetMapping("/template/crate/{format}/{kind}")
        String templateCrate(@PathVariable String format, @PathVariable String kind,
                @RequestHeader("X-Port") int port) {
            return body(templates.build().getForObject(url(port, "crate/" + format + "/" + kind), Crate.class))
                    .toString();
        }

        private Exchange exchange(int port) {
            return HttpServiceProxyFactory
                    .builderFor(RestClientAdapter.create(clients.clone().baseUrl(url(port, "")).build())).build()
                    .createClient(Exchange.class);
        }

        @GetMapping("/exchange/items/{format}/{kind}")
        String exchangeItems(@PathVariable String format, @PathVariable String kind,
                @RequestHeader("X-Port") int port) {
            return text(exchange(port).items(format, kind));
        }

        @GetMapping("/exchange/crate/{format}/{kind}")
        String exchangeCrate(@PathVariable String format, @PathVariable String kind,
                @RequestHeader("X-Port") int port) {
            return exchange(port).crate(format, kind).toString();
        }

        /** Uses a client that the application has built with its own mapper. */
        @GetMapping("/own/crate/{format}/{kind}")
        String ownCrate(@PathVariable String format, @PathVariable String kind, @RequestHeader("X-Port") int port) {
            RestClient own = RestClient.builder()
                    .configureMessageConverters(it -> it.registerDefaults().withJsonConverter(
                            new org.springframework.http.converter.json.JacksonJsonHttpMessageConverter(mapper)))
                    .build();
            return body(own.get().uri(url(port, "crate/" + format + "/" + kind)).retrieve().body(Crate.class))
                    .toString();
        }

        /** Reads with the application's own mapper. */
        @GetMapping("/mapper/crate/{format}/{kind}")
        String mapperCrate(@PathVariable String format, @PathVariable String kind) {
            return mapper.readValue(Upstream.bytes("crate", format, kind), Crate.class).toString();
        }

        @PostMapping("/client/crate")
        String postCrate(@RequestBody Crate crate, @RequestHeader("X-Port") int port) {
            return body(clients.clone().build().post().uri(url(port, "echo")).contentType(MediaType.APPLICATION_JSON)
                    .body(crate).retrieve().body(String.class));
        }

        @PostMapping("/template/crate")
        String templateCrate(@RequestBody Crate crate, @RequestHeader("X-Port") int port) {
            return body(templates.build().postForObject(URI.create(url(port, "echo")), crate, String.class));
        }

        @PostMapping("/template/items")
        String templateItems(@RequestBody RecordVec<Item> items, @RequestHeader("X-Port") int port) {
            return body(templates.build().postForObject(URI.create(url(port, "echo")), items, String.class));
        }

        private static <T> T body(@Nullable T body) {
            return Objects.requireNonNull(body);
        }
    }

    @RestController
    static class Pipelines {
        private final WebClient.Builder clients;

        Pipelines(WebClient.Builder clients) {
            this.clients = clients;
        }

        private WebClient client(int port) {
            return clients.clone().baseUrl("http://localhost:" + port + "/upstream/").build();
        }

        @GetMapping("/web/items/{format}/{kind}")
        Mono<String> items(@PathVariable String format, @PathVariable String kind, @RequestHeader("X-Port") int port) {
            return client(port).get().uri("items/" + format + "/" + kind).retrieve().bodyToMono(ITEMS)
                    .map(UpstreamApplication::text);
        }

        @GetMapping("/web/crate/{format}/{kind}")
        Mono<String> crate(@PathVariable String format, @PathVariable String kind, @RequestHeader("X-Port") int port) {
            return client(port).get().uri("crate/" + format + "/" + kind).retrieve().bodyToMono(Crate.class)
                    .map(Crate::toString);
        }

        private ReactiveExchange exchange(int port) {
            return HttpServiceProxyFactory.builderFor(WebClientAdapter.create(client(port))).build()
                    .createClient(ReactiveExchange.class);
        }

        @GetMapping("/web-exchange/items/{format}/{kind}")
        Mono<String> exchangeItems(@PathVariable String format, @PathVariable String kind,
                @RequestHeader("X-Port") int port) {
            return exchange(port).items(format, kind).map(UpstreamApplication::text);
        }

        @GetMapping("/web-exchange/crate/{format}/{kind}")
        Mono<String> exchangeCrate(@PathVariable String format, @PathVariable String kind,
                @RequestHeader("X-Port") int port) {
            return exchange(port).crate(format, kind).map(Crate::toString);
        }

        @PostMapping("/web/crate")
        Mono<String> postCrate(@RequestBody Crate crate, @RequestHeader("X-Port") int port) {
            return client(port).post().uri("echo").contentType(MediaType.APPLICATION_JSON).bodyValue(crate).retrieve()
                    .bodyToMono(String.class);
        }
    }

    /** Responds to failures of other services like an application. It has no order, so it is the last advice. */
    @RestControllerAdvice
    static class Advice {

        @ExceptionHandler
        ResponseEntity<String> handle(RestClientException e) {
            return ResponseEntity.status(502).body("RestClientException: " + e);
        }

        @ExceptionHandler
        ResponseEntity<String> handle(CodecException e) {
            return ResponseEntity.status(502).body("CodecException: " + e);
        }

        @ExceptionHandler
        ResponseEntity<String> handle(tools.jackson.core.JacksonException e) {
            return ResponseEntity.status(503).body("JacksonException: " + e);
        }
    }
}
