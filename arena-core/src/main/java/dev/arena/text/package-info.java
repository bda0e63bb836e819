/** Strings in arena memory: {@link dev.arena.text.Utf8String} and its kin, and builders for them. */
@NullMarked
package dev.arena.text;

import org.jspecify.annotations.NullMarked;
