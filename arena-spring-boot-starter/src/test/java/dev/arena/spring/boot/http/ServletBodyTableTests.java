package dev.arena.spring.boot.http;

class ServletBodyTableTests extends AbstractBodyTableTests {}
