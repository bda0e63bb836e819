/**
 * The allocator behind {@link dev.arena}: chunks, their cache and their budget. Internal; nothing outside
 * {@code arena-core} may use it, and it may change without notice.
 *
 * <p>The arrows run one way: {@code BumpAllocator} → {@code ChunkProvider} → {@code ChunkCache} → {@code Stripe} →
 * {@code Chunk}. The package knows nothing of the public types above it.
 */
@NullMarked
package dev.arena.engine;

import org.jspecify.annotations.NullMarked;
