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

package dev.arena.spring.boot.orders;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.sql.DataSource;

import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.client.RestClientException;
import org.springframework.web.reactive.function.client.WebClientException;

import dev.arena.text.Utf8String;

/**
 * An application that uses all parts of the starter. It receives orders as JSON, checks a signature over their bytes, asks another
 * service for prices, stores the priced lines in a database in batches, and lists them. The paths below {@code /arena} use the arena of
 * the request, the paths below {@code /plain} use objects on the heap.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({ArenaOrders.class, PlainOrders.class, ReactiveArenaOrders.class, ReactivePlainOrders.class,
        SignatureFilter.class, ReactiveSignatureFilter.class, OrderApplication.Prices.class,
        OrderApplication.Advice.class})
class OrderApplication {
    static final String INSERT = "insert into line (customer, product, quantity, price) values (?, ?, ?, ?)";
    static final String SELECT = "select customer, product, quantity, price from line where customer = ? order by product";

    /** A line of a received order. */
    record Line(int customer, String product, int quantity) {}

    /** The price of a product. */
    record Price(double price) {}

    /** A line with its price. */
    record PricedLine(int customer, String product, int quantity, double price) {}

    /** The same with its text in an arena. */
    record ArenaLine(int customer, Utf8String product, int quantity, double price) {}

    @Bean(destroyMethod = "dispose")
    JdbcConnectionPool dataSource() {
        return JdbcConnectionPool.create("jdbc:h2:mem:orders-" + System.nanoTime() + ";DB_CLOSE_DELAY=-1", "sa", "");
    }

    @Bean
    JdbcTemplate jdbc(DataSource dataSource) {
        var jdbc = new JdbcTemplate(dataSource);
        jdbc.execute(
                "create table line (customer int, product varchar(20), quantity int check (quantity > 0), price double)");
        jdbc.execute("create index line_of_customer on line (customer)");
        return jdbc;
    }

    /** The other service. */
    @RestController
    static class Prices {
        static final int PRODUCTS = 100;

        @GetMapping(path = "/prices/good", produces = MediaType.APPLICATION_JSON_VALUE)
        Map<String, Price> prices() {
            Map<String, Price> prices = new LinkedHashMap<>();
            for (int i = 0; i < PRODUCTS; i++) {
                prices.put("product-" + i, new Price(i + 0.5));
            }
            return prices;
        }

        @GetMapping("/prices/{other}")
        ResponseEntity<byte[]> malformed(@PathVariable String other) {
            return ResponseEntity.status(other.equals("refused") ? 500 : 200).contentType(MediaType.APPLICATION_JSON)
                    .body("{\"product-1\":{\"price\":".getBytes(StandardCharsets.UTF_8));
        }

        @GetMapping("/nothing")
        String nothing() {
            return "nothing";
        }
    }

    @RestControllerAdvice
    static class Advice {

        @ExceptionHandler({RestClientException.class, WebClientException.class,
                org.springframework.core.codec.CodecException.class})
        ResponseEntity<String> handle(Exception e) {
            return ResponseEntity.status(502).body("The prices are not to be had");
        }

        @ExceptionHandler
        ResponseEntity<String> handle(DataIntegrityViolationException e) {
            return ResponseEntity.status(422).body("The order cannot be stored");
        }
    }
}
