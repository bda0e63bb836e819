package dev.arena.model;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

/** The cleanups of one arena: the last registered runs first, each once, and the first failure is the one thrown. */
final class CleanupsModel {

    /** What a cleanup does. */
    enum Kind {
        NOTE,
        ALLOCATE,
        END_THE_GENERATION,
        THROW,
        RESOURCE,
        RESOURCE_THAT_FAILS
    }

    private final ArenaModel owner;
    private final Deque<Integer> registered = new ArrayDeque<>();
    private final List<Integer> ran = new ArrayList<>();
    private int numbers;
    private @Nullable Throwable first;

    CleanupsModel(ArenaModel owner) {
        this.owner = owner;
    }

    void register(Kind kind) {
        int number = numbers++;
        int position = registered.size();
        registered.push(number);
        switch (kind) {
            case NOTE -> owner.arena.onReset(() -> {
                begin(number, position);
                owner.verifyEnding();
            });
            case ALLOCATE -> owner.arena.onReset(() -> {
                begin(number, position);
                owner.allocate(number % 1000, 1, false);
                owner.letGo();
                owner.verifyEnding();
            });
            case END_THE_GENERATION -> owner.arena.onReset(() -> {
                begin(number, position);
                assertThatIllegalStateException().isThrownBy(owner.arena::close);
                assertThatIllegalStateException().isThrownBy(owner.arena::reset);
                assertThatIllegalStateException().isThrownBy(owner.arena::mark);
            });
            case THROW -> owner.arena.onReset(() -> {
                begin(number, position);
                throw noted(new UnsupportedOperationException("expected"));
            });
            case RESOURCE -> owner.arena.register(() -> begin(number, position));
            case RESOURCE_THAT_FAILS -> owner.arena.register(() -> {
                begin(number, position);
                throw noted(new IOException("expected"));
            });
        }
    }

    /** A cleanup runs that had so many before it. */
    private void begin(int number, int position) {
        ran.add(number);
        owner.beforeCleanup(position);
    }

    int registered() {
        return registered.size();
    }

    private <T extends Exception> T noted(T failure) {
        first = first == null ? failure : first;
        return failure;
    }

    /** Ends what was registered after so many others, and compares. */
    void endDownTo(int kept, Runnable ending) {
        Throwable thrown = catchThrowable(ending::run);
        if (thrown instanceof AssertionError error) { // of the model itself
            throw error;
        }
        List<Integer> due = new ArrayList<>();
        while (registered.size() > kept) {
            due.add(registered.pop());
        }
        assertThat(ran).containsExactlyElementsOf(due);
        assertThat(thrown instanceof IllegalStateException wrapped && first instanceof IOException
                ? wrapped.getCause()
                : thrown).isSameAs(first);
        if (first != null) {
            owner.pool.events.add(Event.CLEANUP_FAILED);
        } else if (!ran.isEmpty()) {
            owner.pool.events.add(Event.CLEANUP_RAN);
        }
        ran.clear();
        first = null;
    }
}
