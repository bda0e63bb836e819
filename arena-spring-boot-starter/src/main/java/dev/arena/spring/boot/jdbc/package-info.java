/** Records in arenas from and to relational databases, by Spring's JDBC support. */
@NullMarked
package dev.arena.spring.boot.jdbc;

import org.jspecify.annotations.NullMarked;
