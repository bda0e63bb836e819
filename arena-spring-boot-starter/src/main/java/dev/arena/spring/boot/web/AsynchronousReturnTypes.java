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

package dev.arena.spring.boot.web;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.springframework.core.MethodParameter;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpEntity;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** The return types of handlers whose requests Spring MVC may continue on another thread or in another handler. */
final class AsynchronousReturnTypes {
    private static final List<Class<?>> TYPES = List.of(Callable.class, WebAsyncTask.class, DeferredResult.class,
            CompletionStage.class, CompletableFuture.class, ResponseBodyEmitter.class, StreamingResponseBody.class);

    private AsynchronousReturnTypes() {}

    /**
     * Returns whether a handler with this return type may continue asynchronously. Spring MVC checks the type of the returned
     * value, so a handler that declares a more general type, such as {@code Object} or {@code Future}, may also do so.
     */
    static boolean mayBeAsynchronous(MethodParameter returnType) {
        Class<?> body = body(returnType);
        return TYPES.stream()
                .anyMatch(candidate -> candidate.isAssignableFrom(body) || body.isAssignableFrom(candidate))
                || ReactiveAdapterRegistry.getSharedInstance().getAdapter(body) != null;
    }

    /**
     * Whether a handler may return a view that forwards the request to another handler, which may be asynchronous. A {@code
     * ModelAndView} is never a response body, but a string can be one.
     */
    static boolean mayForward(HandlerMethod handler) {
        Class<?> returned = handler.getReturnType().getParameterType();
        return ModelAndView.class.isAssignableFrom(returned) || View.class.isAssignableFrom(returned)
                || (CharSequence.class.isAssignableFrom(returned) && !hasBody(handler));
    }

    private static boolean hasBody(HandlerMethod handler) {
        return handler.hasMethodAnnotation(ResponseBody.class)
                || AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), ResponseBody.class);
    }

    /** Returns whether the response of a handler with this return type is written piece by piece, so that it may take long. */
    static boolean streams(MethodParameter returnType) {
        Class<?> body = body(returnType);
        ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(body);
        return ResponseBodyEmitter.class.isAssignableFrom(body) || StreamingResponseBody.class.isAssignableFrom(body)
                || (adapter != null && adapter.isMultiValue());
    }

    private static Class<?> body(MethodParameter returnType) {
        ResolvableType type = ResolvableType.forMethodParameter(returnType);
        Class<?> returned = type.toClass();
        return HttpEntity.class.isAssignableFrom(returned)
                ? type.as(HttpEntity.class).getGeneric().toClass()
                : returned;
    }
}
