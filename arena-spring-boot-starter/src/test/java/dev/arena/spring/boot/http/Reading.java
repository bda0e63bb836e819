package dev.arena.spring.boot.http;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;

import org.jspecify.annotations.Nullable;

import dev.arena.text.Utf8String;

/** A record that needs an arena, as its text lies in one. */
record Reading(@NotBlank @Nullable Utf8String station, @DecimalMax("60.0") double temperature,
        @Max(value = 10, groups = Reading.Strict.class) long timestamp) {

    /** A group of constraints. */
    interface Strict {}
}
