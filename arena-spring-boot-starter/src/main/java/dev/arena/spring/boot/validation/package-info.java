/** Constraints of Bean Validation on types that live in arena memory. */
@NullMarked
package dev.arena.spring.boot.validation;

import org.jspecify.annotations.NullMarked;
