package dev.arena.spring.boot.http;

class ServletObjectTests extends AbstractObjectTests {}
