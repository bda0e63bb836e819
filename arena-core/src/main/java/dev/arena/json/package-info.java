/** JSON decoded into arena memory and encoded from it. Needs Jackson 3 ({@code tools.jackson.core:jackson-databind}). */
@NullMarked
package dev.arena.json;

import org.jspecify.annotations.NullMarked;
