/** What requests of both web stacks have in common. */
@NullMarked
package dev.arena.spring.boot.web;

import org.jspecify.annotations.NullMarked;
