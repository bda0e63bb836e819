package dev.arena.engine;

/** An owner that never ends, for tests of the engine by itself. */
public final class AnyOwner implements Owner {

    @Override
    public void requireAlive() {}

    @Override
    public String describe() {
        return "any arena";
    }

    @Override
    public RuntimeException exhausted(Refusal refusal) {
        return new IllegalStateException(refusal.toString());
    }
}
