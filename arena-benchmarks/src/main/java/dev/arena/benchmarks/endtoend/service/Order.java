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

package dev.arena.benchmarks.endtoend.service;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * An order of a shop, with nested records.
 *
 * @param id number of the order
 * @param customer name of the customer
 * @param placed time of the order
 * @param shipTo address of the delivery
 * @param lines ordered articles
 */
record Order(long id, String customer, Instant placed, Address shipTo, List<Line> lines) {

    /**
     * Address of a delivery.
     *
     * @param street street and number
     * @param city name of the city
     * @param postcode code of the city
     * @param country code of the country
     */
    record Address(String street, String city, String postcode, String country) {}

    /**
     * An ordered article.
     *
     * @param sku code of the article
     * @param description name of the article
     * @param quantity number of pieces
     * @param price price of one piece, with two decimals
     */
    record Line(String sku, String description, int quantity, BigDecimal price) {}
}
