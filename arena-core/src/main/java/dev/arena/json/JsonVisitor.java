package dev.arena.json;

import dev.arena.collect.RecordCursor;

/**
 * Takes records one by one as they are decoded.
 *
 * @param <R> type of the records
 */
@FunctionalInterface
public interface JsonVisitor<R extends Record> {

    /**
     * Takes a record. The next one is decoded into the same memory: what is to be kept must be copied, texts included, even if
     * the cursor has made a record of them that refers to arena memory.
     *
     * @param  element the record; always the same cursor
     * @return         whether to go on; if not, what follows is not read
     */
    boolean visit(RecordCursor<R> element);
}
