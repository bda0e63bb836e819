/** Auto-configuration and its properties. */
@NullMarked
package dev.arena.spring.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
