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

package dev.arena.spring.boot.autoconfigure;

import java.util.List;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** Spring Boot's view of a failed start. */
public final class AnalyzedFailures {

    private AnalyzedFailures() {}

    /** Whether Spring Boot prints an analysis instead of a stack trace. */
    public static boolean isAnalyzed(Throwable failure) {
        List<SpringBootExceptionReporter> reporters = SpringFactoriesLoader.forDefaultResourceLocation()
                .load(SpringBootExceptionReporter.class);
        return reporters.stream().anyMatch(it -> it.reportException(failure));
    }
}
