package dev.arena.spring.boot.orders;

class ServletOrderTests extends AbstractOrderTests {}
