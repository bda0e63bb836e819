/** An arena for each request of a reactive application. */
@NullMarked
package dev.arena.spring.boot.web.reactive;

import org.jspecify.annotations.NullMarked;
