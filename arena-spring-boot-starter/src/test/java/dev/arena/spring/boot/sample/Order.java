package dev.arena.spring.boot.sample;

import java.math.BigDecimal;

record Order(String customer, BigDecimal price, int quantity) {}
