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

package dev.arena.spring.boot.aot;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.ClassUtils;

import dev.arena.json.ArenaJson;
import dev.arena.record.RecordLayout;

/**
 * Generates the classes that read, write, decode and encode records while an application is built, because a native image cannot
 * define classes. It also registers reflection hints. A JVM does not use these classes: it generates hidden classes, which are
 * faster.
 */
final class RecordAotProcessor implements BeanFactoryInitializationAotProcessor {
    private static final Log LOG = LogFactory.getLog(RecordAotProcessor.class);

    private static final boolean HAS_JACKSON = ClassUtils.isPresent("tools.jackson.databind.json.JsonMapper",
            RecordAotProcessor.class.getClassLoader());

    @Override
    public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
            ConfigurableListableBeanFactory beanFactory) {
        var records = new RecordTypes(AutoConfigurationPackages.has(beanFactory)
                ? AutoConfigurationPackages.get(beanFactory)
                : List.of());
        for (String name : beanFactory.getBeanDefinitionNames()) {
            Class<?> type = beanFactory.getType(name, false);
            if (type != null) {
                records.addBean(type);
            }
        }
        Set<Type> found = records.found();
        return found.isEmpty() ? null : (context, _) -> contribute(found, context);
    }

    private static void contribute(Set<Type> records, GenerationContext context) {
        RuntimeHints hints = context.getRuntimeHints();
        var binding = new BindingReflectionHintsRegistrar();
        Map<String, byte[]> classes = new TreeMap<>();
        for (Type type : records) {
            try {
                classes.putAll(HAS_JACKSON ? Json.classes(type) : RecordLayout.of(type).generatedClasses());
                binding.registerReflectionHints(hints.reflection(), type);
                hints.resources().registerType(RecordLayout.of(type).type()); // the class file shows whether its members are plain
            } catch (IllegalArgumentException e) {
                LOG.debug("Cannot generate classes for " + type, e); // using the type at run time throws the same exception
            }
        }
        classes.forEach((name, file) -> {
            hints.reflection().registerType(TypeReference.of(name), MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
            context.getGeneratedFiles().handleFile(Kind.CLASS, name.replace('.', '/') + ".class", target -> {
                if (!target.exists()) { // another context has generated the same file
                    target.create(new ByteArrayResource(file));
                }
            });
        });
    }

    /** A separate class, because Jackson may be missing. */
    private static final class Json {

        /**
         * Uses a default mapper, because the application's mapper and the beans that configure it do not exist during the build. The
         * classes depend on which components there are, on their order, and on which of them databind reads or writes. Applications
         * rarely configure these.
         */
        private static final ArenaJson JSON = ArenaJson.create();

        private Json() {}

        static Map<String, byte[]> classes(Type type) {
            return JSON.generatedClasses(type);
        }
    }
}
