/** Messages whose payloads are read into arenas and written from them. */
@NullMarked
package dev.arena.spring.boot.messaging;

import org.jspecify.annotations.NullMarked;
