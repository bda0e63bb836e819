package dev.arena.spring.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains an {@link InvalidArenaPropertyException}. */
final class InvalidArenaPropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidArenaPropertyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidArenaPropertyException cause) {
        String description = cause.kind() + " '" + cause.property() + "' has the value '" + cause.value() + "': "
                + cause.reason() + ".";
        return new FailureAnalysis(description, cause.action() + ".", cause);
    }
}
