package dev.arena.spring.boot.http;

class ServletMapperSettingsTests extends AbstractMapperSettingsTests {}
