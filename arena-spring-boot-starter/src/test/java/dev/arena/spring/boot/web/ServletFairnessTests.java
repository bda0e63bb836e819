package dev.arena.spring.boot.web;

/** On Tomcat. */
class ServletFairnessTests extends AbstractFairnessTests {}
