package dev.arena.engine.util;

/**
 * Pads objects of a subclass so that two of them never share a cache line (false sharing). The garbage collector often places
 * such objects side by side, and different threads write to them. The padding takes two lines, because processors fetch lines
 * in pairs. The JVM lays out the fields of a superclass first, but puts a small field of the subclass into a gap behind the
 * object's header: {@link #gap} fills it.
 */
public abstract class Padded {
    int gap;
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
