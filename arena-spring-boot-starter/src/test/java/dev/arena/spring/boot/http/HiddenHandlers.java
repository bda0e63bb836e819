/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.arena.spring.boot.http;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonView;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import dev.arena.collect.RecordVec;
import dev.arena.text.Utf8String;

/** Servlet and reactive handlers whose records have hidden components. */
@RestController
public class HiddenHandlers {

    /** A view. */
    public interface Public {}

    /** A view with more components. */
    public interface Internal extends Public {}

    /** A record with hidden components: in a view, always, and by a setting of the mapper. */
    public record Account(@JsonView(Public.class) @Nullable Utf8String name,
            @JsonView(Internal.class) @Nullable String secret, @JsonIgnore @Nullable String hash,
            @JsonView(Public.class) @Nullable String mixed) {}

    /** The same without arena types, for Jackson. */
    public record HeapAccount(@JsonView(Public.class) @Nullable String name,
            @JsonView(Internal.class) @Nullable String secret, @JsonIgnore @Nullable String hash,
            @JsonView(Public.class) @Nullable String mixed) {}

    @JsonIgnoreProperties("mixed")
    private interface MixIn {}

    /** A record that checks its values. */
    public record Line(int quantity, @Nullable Utf8String note) {

        /** Checks the values. */
        public Line {
            if (quantity < 1) {
                throw new IllegalArgumentException("secret of the inside");
            }
        }
    }

    @Bean
    static JsonMapperBuilderCustomizer mixIns() {
        return builder -> builder.addMixIn(Account.class, MixIn.class).addMixIn(HeapAccount.class, MixIn.class);
    }

    @PostMapping("/hidden/rows")
    RecordVec<Account> rows(@RequestBody RecordVec<Account> rows) {
        return rows;
    }

    @PostMapping("/hidden/heap")
    List<HeapAccount> heap(@RequestBody List<HeapAccount> rows) {
        return rows;
    }

    @JsonView(Public.class)
    @PostMapping("/hidden/rows-in-view")
    RecordVec<Account> rowsInView(@RequestBody RecordVec<Account> rows) {
        return rows;
    }

    @JsonView(Public.class)
    @PostMapping("/hidden/entity-in-view")
    ResponseEntity<RecordVec<Account>> entityInView(@RequestBody RecordVec<Account> rows) {
        return ResponseEntity.ok(rows);
    }

    @JsonView(Public.class)
    @PostMapping("/hidden/heap-in-view")
    List<HeapAccount> heapInView(@RequestBody List<HeapAccount> rows) {
        return rows;
    }

    @JsonView(Public.class)
    @PostMapping("/hidden/wrapped-in-view")
    Map<String, Object> wrappedInView(@RequestBody RecordVec<Account> rows) {
        return Map.of("rows", rows);
    }

    @PostMapping("/hidden/read-rows-in-view")
    RecordVec<Account> readRowsInView(@JsonView(Public.class) @RequestBody RecordVec<Account> rows) {
        return rows;
    }

    @PostMapping("/hidden/read-heap-in-view")
    List<HeapAccount> readHeapInView(@JsonView(Public.class) @RequestBody List<HeapAccount> rows) {
        return rows;
    }

    @JsonView(Public.class)
    @PostMapping("/hidden/record-in-view")
    Account recordInView(@RequestBody Account account) {
        return account;
    }

    @PostMapping("/hidden/read-record-in-view")
    Account readRecordInView(@JsonView(Public.class) @RequestBody Account account) {
        return account;
    }

    @PostMapping("/hidden/lines")
    long lines(@RequestBody RecordVec<Line> lines) {
        return lines.size();
    }

    @PostMapping("/hidden/line")
    int line(@RequestBody Line line) {
        return line.quantity();
    }
}
