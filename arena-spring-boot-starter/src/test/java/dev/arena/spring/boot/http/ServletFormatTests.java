package dev.arena.spring.boot.http;

class ServletFormatTests extends AbstractFormatTests {

    @Override
    boolean knows(String format) {
        return true;
    }
}
