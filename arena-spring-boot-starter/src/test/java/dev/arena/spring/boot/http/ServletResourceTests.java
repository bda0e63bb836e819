package dev.arena.spring.boot.http;

class ServletResourceTests extends AbstractResourceTests {}
