package dev.arena.spring.boot.web.servlet;

/** On Tomcat, with platform threads. */
class TomcatMatrixTests extends AbstractMatrixTests {}
