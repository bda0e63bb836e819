package dev.arena.benchmarks.endtoend.service;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * An order, as shops have them: records in records.
 *
 * @param id       number of the order
 * @param customer who has ordered
 * @param placed   when
 * @param shipTo   where it goes
 * @param lines    what was ordered
 */
record Order(long id, String customer, Instant placed, Address shipTo, List<Line> lines) {

    /**
     * Where an order goes.
     *
     * @param street   street and number
     * @param city     name of the city
     * @param postcode code of the city
     * @param country  code of the country
     */
    record Address(String street, String city, String postcode, String country) {}

    /**
     * What was ordered.
     *
     * @param sku         code of the article
     * @param description name of the article
     * @param quantity    how many
     * @param price       price of one, with two decimals
     */
    record Line(String sku, String description, int quantity, BigDecimal price) {}
}
