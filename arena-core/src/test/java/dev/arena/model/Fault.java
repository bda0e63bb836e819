package dev.arena.model;

/** A way in which code that is not the allocator's can go wrong. */
enum Fault {
    RUNTIME_EXCEPTION(true),
    OUT_OF_MEMORY(true),
    NULL(false),
    WRONG_SIZE(false),
    MISALIGNED(false);

    /** Whether any call can go wrong so, or only one that answers memory. */
    final boolean isThrown;

    Fault(boolean isThrown) {
        this.isThrown = isThrown;
    }

    void raise() {
        switch (this) {
            case RUNTIME_EXCEPTION -> throw new UnsupportedOperationException("expected");
            case OUT_OF_MEMORY -> throw new OutOfMemoryError("expected");
            default -> {
            }
        }
    }

    static boolean isRaisedBy(Throwable e) {
        return "expected".equals(e.getMessage());
    }
}
