package dev.arena.engine;

/**
 * Keeps the fields of objects of a subclass on cache lines of their own, as far as the next object of the same kind is meant:
 * two threads that each write to one would otherwise take the line from each other again and again. The collector likes to
 * put such objects side by side. As much as two lines, as processors fetch them in pairs; the JVM lays out the fields of a
 * superclass first.
 */
abstract class Padded {
    long pad0;
    long pad1;
    long pad2;
    long pad3;
    long pad4;
    long pad5;
    long pad6;
    long pad7;
    long pad8;
    long pad9;
    long pad10;
    long pad11;
    long pad12;
    long pad13;
    long pad14;
}
