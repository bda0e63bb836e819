/** What the page of the demo is fed with. */
@NullMarked
package dev.arena.demo.dashboard;

import org.jspecify.annotations.NullMarked;
