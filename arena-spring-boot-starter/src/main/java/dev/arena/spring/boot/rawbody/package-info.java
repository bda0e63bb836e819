/** Bodies of requests that are kept as they are, and can be read more than once. */
@NullMarked
package dev.arena.spring.boot.rawbody;

import org.jspecify.annotations.NullMarked;
