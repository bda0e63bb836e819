/** Descriptions of types in arena memory for OpenAPI. */
@NullMarked
package dev.arena.spring.boot.springdoc;

import org.jspecify.annotations.NullMarked;
