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

package dev.arena.spring.boot;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Propagates the scope of a request, or of other work, to other threads by Micrometer's context propagation. With
 * {@code spring.task.execution.propagate-context=true}, these are the threads of {@code @Async} methods and {@code Callable}
 * handlers. With {@code spring.reactor.context-propagation=auto}, these are the threads of a reactive pipeline. The service
 * loader registers this class.
 *
 * <p>The arena still ends with its request. A confined arena cannot be used by another thread.
 *
 * @since 0.1.0
 */
public final class RequestScopeAccessor implements ThreadLocalAccessor<RequestScope> {

    /** Called by the service loader. */
    public RequestScopeAccessor() {}

    /** The key of a request's scope in the Reactor context. */
    @Override
    public Object key() {
        return RequestScope.class;
    }

    @Override
    public @Nullable RequestScope getValue() {
        return ArenaContextHolder.current();
    }

    @Override
    public void setValue(RequestScope value) {
        ArenaContextHolder.set(value);
    }

    @Override
    public void setValue() {
        ArenaContextHolder.set(null);
    }
}
