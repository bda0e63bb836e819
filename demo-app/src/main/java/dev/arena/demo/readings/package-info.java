/**
 * Readings as JSON: stored, summed up and exported, on two engines that give the same answers.
 */
@NullMarked
package dev.arena.demo.readings;

import org.jspecify.annotations.NullMarked;
