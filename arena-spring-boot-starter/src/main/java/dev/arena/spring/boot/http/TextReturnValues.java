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

import java.util.ArrayList;
import java.util.List;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.mvc.method.annotation.AbstractMessageConverterMethodProcessor;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityReturnValueHandler;

import dev.arena.text.Utf8String;

/**
 * Decorates the return value handlers of Spring MVC, so that the {@link Utf8String} of a handler is written from arena
 * memory. Spring MVC would otherwise convert it to a {@code String}.
 */
final class TextReturnValues implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof RequestMappingHandlerAdapter adapter) {
            List<HandlerMethodReturnValueHandler> handlers = adapter.getReturnValueHandlers();
            if (handlers != null) {
                List<HandlerMethodReturnValueHandler> wrapped = new ArrayList<>(handlers);
                wrapped.replaceAll(it -> writesBodies(it) ? new TextReturnValueHandler(it) : it);
                adapter.setReturnValueHandlers(wrapped);
            }
        }
        return bean;
    }

    private static boolean writesBodies(HandlerMethodReturnValueHandler handler) {
        return handler instanceof AbstractMessageConverterMethodProcessor
                || handler instanceof ResponseEntityReturnValueHandler;
    }
}
