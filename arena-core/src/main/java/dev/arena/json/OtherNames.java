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

package dev.arena.json;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.util.IgnorePropertiesUtil;

/**
 * The treatment of members that no component reads.
 *
 * @param hidden        names of components that are not in the active view
 * @param ignored       names that are ignored, or null
 * @param included      the only names that are not ignored, or null
 * @param failOnIgnored whether an ignored name is an error
 * @param failOnUnknown whether any other name is an error
 */
record OtherNames(Set<String> hidden, @Nullable Set<String> ignored, @Nullable Set<String> included,
        boolean failOnIgnored, boolean failOnUnknown) {

    /** Whether there are names that are an error. */
    boolean refuse() {
        return failOnIgnored || failOnUnknown;
    }

    /** Returns the error for a member of this name, or null to skip the member. */
    @Nullable
    String refusal(String name, String typeName) {
        if (hidden.contains(name)) {
            return null;
        }
        if (IgnorePropertiesUtil.shouldIgnore(name, ignored, included)) {
            return failOnIgnored ? typeName + " does not take a member of this name" : null;
        }
        return failOnUnknown ? typeName + " has no component of this name" : null;
    }
}
