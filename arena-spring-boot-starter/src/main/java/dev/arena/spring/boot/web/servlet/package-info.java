/** An arena for each servlet request. */
@NullMarked
package dev.arena.spring.boot.web.servlet;

import org.jspecify.annotations.NullMarked;
