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

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.scheduling.annotation.Async;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

import dev.arena.ArenaOptions;
import dev.arena.spring.boot.WithArena;

/**
 * Pointcut of the methods with {@link WithArena}, and the options of their arenas. When the first bean of a class is created,
 * all methods of the class are checked.
 *
 * <p>Safe for use by any thread.
 */
final class WithArenaMethods extends StaticMethodMatcherPointcut {
    private static final List<Class<?>> ASYNCHRONOUS = List.of(Future.class, CompletionStage.class, Callable.class,
            Flow.Publisher.class);

    /**
     * Whether a class, a superclass, an interface, or a method of one of these has the annotation. Spring asks for every bean, and
     * most beans have none, so the annotations are read without Spring's merging. The hierarchies of beans overlap, so each class
     * is inspected once.
     */
    private static final ClassValue<Boolean> IN_HIERARCHY = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            if (!AnnotationUtils.isCandidateClass(type, WithArena.class)) {
                return false;
            }
            Class<?> superclass = type.getSuperclass();
            if ((superclass != null && get(superclass)) || isAnnotated(type)) {
                return true;
            }
            for (Class<?> each : type.getInterfaces()) {
                if (get(each)) {
                    return true;
                }
            }
            for (Method method : ReflectionUtils.getDeclaredMethods(type)) {
                if (isAnnotated(method)) {
                    return true;
                }
            }
            return false;
        }
    };

    /** Whether an annotation is the annotation, or has it as a meta-annotation. */
    private static final ClassValue<Boolean> IN_ANNOTATION = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return type == WithArena.class || MergedAnnotations.from(type).isPresent(WithArena.class);
        }
    };

    private final ByteBudgetResolver budgets;
    private final Map<Class<?>, Map<Method, ArenaOptions>> methods = new ConcurrentHashMap<>();

    WithArenaMethods(ByteBudgetResolver budgets) {
        this.budgets = budgets;
        setClassFilter(type -> IN_HIERARCHY.get(ClassUtils.getUserClass(type)));
    }

    private static boolean isAnnotated(AnnotatedElement element) {
        for (Annotation annotation : element.getDeclaredAnnotations()) {
            if (IN_ANNOTATION.get(annotation.annotationType())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean matches(Method method, Class<?> targetClass) {
        return options(method, targetClass) != null;
    }

    /** Returns the options of the arena for a call; null if the method needs no arena. */
    @Nullable
    ArenaOptions options(Method method, Class<?> targetClass) {
        Class<?> type = ClassUtils.getUserClass(targetClass);
        Map<Method, ArenaOptions> known = methods.get(type);
        if (known == null) {
            // with a budget, this creates the pool and other beans, for which Spring calls this method again
            known = find(type);
            methods.put(type, known);
        }
        return known.get(AopUtils.getMostSpecificMethod(method, type));
    }

    private Map<Method, ArenaOptions> find(Class<?> type) {
        WithArena ofType = AnnotatedElementUtils.findMergedAnnotation(type, WithArena.class);
        return Map.copyOf(MethodIntrospector.selectMethods(type, (MetadataLookup<ArenaOptions>) method -> {
            WithArena ofMethod = AnnotatedElementUtils.findMergedAnnotation(method, WithArena.class);
            if (ofMethod != null) {
                return options(ofMethod, method, type);
            }
            return ofType != null && Modifier.isPublic(method.getModifiers()) && canBeOverridden(method)
                    ? options(ofType, method, type)
                    : null;
        }));
    }

    private static boolean canBeOverridden(Method method) {
        return (method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC | Modifier.FINAL)) == 0;
    }

    private ArenaOptions options(WithArena annotation, Method method, Class<?> type) {
        if (!canBeOverridden(method)) {
            throw invalid(method, type,
                    "the method must not be private, static or final, because a proxy overrides it");
        }
        if (isAsynchronous(method.getReturnType()) && !isExecutedByAsync(method, type)) {
            throw invalid(method, type, "the method returns " + method.getReturnType().getName()
                    + ", but its arena ends when the method returns. Use ArenaTemplate in the asynchronous work");
        }
        String owner = StringUtils.hasText(annotation.owner())
                ? annotation.owner()
                : type.getSimpleName() + "." + method.getName();
        ArenaOptions options = ArenaOptions.defaults().withConfinement(annotation.confinement()).withOwner(owner);
        OptionalLong byteBudget = budgets.resolve(location(method, type) + "byteBudget", annotation.byteBudget());
        return byteBudget.isEmpty() ? options : options.withByteBudget(byteBudget.getAsLong());
    }

    private static boolean isAsynchronous(Class<?> returned) {
        return ASYNCHRONOUS.stream().anyMatch(asynchronous -> asynchronous.isAssignableFrom(returned))
                || ReactiveAdapterRegistry.getSharedInstance().getAdapter(returned) != null;
    }

    /** Such a method returns a completed future. Its executor creates the future that the caller receives. */
    private static boolean isExecutedByAsync(Method method, Class<?> type) {
        return Future.class.isAssignableFrom(method.getReturnType())
                && (AnnotatedElementUtils.hasAnnotation(method, Async.class)
                        || AnnotatedElementUtils.hasAnnotation(type, Async.class));
    }

    private static IllegalStateException invalid(Method method, Class<?> type, String reason) {
        return new InvalidAnnotationException(location(method, type) + reason, null);
    }

    private static String location(Method method, Class<?> type) {
        return "@WithArena of " + ClassUtils.getQualifiedMethodName(method, type) + "(): ";
    }
}
