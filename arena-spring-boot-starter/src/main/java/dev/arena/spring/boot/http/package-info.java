/** Bodies of requests and responses in arena memory. */
@NullMarked
package dev.arena.spring.boot.http;

import org.jspecify.annotations.NullMarked;
