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
 * Sees to it that a handler's {@link Utf8String} is written from arena memory, where Spring MVC would make a {@code String} of
 * it: puts itself around what writes bodies in Spring MVC.
 */
public final class TextReturnValues implements BeanPostProcessor {

    /** A post-processor for the adapter of handler methods. */
    public TextReturnValues() {}

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
