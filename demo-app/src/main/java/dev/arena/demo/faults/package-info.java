/**
 * Requests that go wrong on purpose, to show that their memory comes back all the same. No application needs any of this.
 */
@NullMarked
package dev.arena.demo.faults;

import org.jspecify.annotations.NullMarked;
