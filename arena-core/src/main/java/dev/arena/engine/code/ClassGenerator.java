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

package dev.arena.engine.code;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Generates a class and creates its instance. The class has one of two forms:
 *
 * <ul>
 * <li>At run time, it is a hidden class. The objects that its code uses are constants, which the JIT compiler folds.
 * <li>Some runtimes cannot define classes, such as a native image. The build of an application then generates a class with a
 * name. Its instance holds the objects in an array. The name contains a checksum of everything that the code depends on, so the
 * runtime finds the class without generating it again.
 * </ul>
 *
 * <p>If the runtime cannot define classes and the build has not generated the class, there is no instance. The caller must then
 * work without generated code.
 *
 * <p>Not thread safe.
 *
 * @param <T> the supertype: an interface, or a class with a no-argument constructor
 * @since 0.1.0
 */
public abstract class ClassGenerator<T> {

    /** False in a native image, and in tests that simulate one. */
    private static final boolean DEFINES_CLASSES = System.getProperty("org.graalvm.nativeimage.imagecode") == null
            && !"false".equals(System.getProperty("dev.arena.hidden-classes"));

    /** The collected class files, by class name. */
    private static final ScopedValue<Map<String, byte[]>> COLLECTED = ScopedValue.newInstance();

    private static final String CONSTANTS = "constants";
    private static final ClassDesc ARRAY = ConstantDescs.CD_Object.arrayType();

    private final MethodHandles.Lookup lookup;
    private final Class<T> supertype;

    /** The class to generate; null if it is hidden. */
    private @Nullable ClassDesc name;

    /**
     * Creates a generator.
     *
     * @param lookup    access rights of the class, which is in the package of this lookup
     * @param supertype the type that the class extends or implements
     */
    protected ClassGenerator(MethodHandles.Lookup lookup, Class<T> supertype) {
        this.lookup = lookup;
        this.supertype = supertype;
    }

    /**
     * Collects the named classes of all generators that the given work uses in this thread.
     *
     * @param  work                  work that uses generators
     * @return                       class files by the binary names of their classes
     * @throws IllegalStateException if two different classes have the same name
     */
    public static Map<String, byte[]> collect(Runnable work) {
        Map<String, byte[]> classes = new TreeMap<>();
        ScopedValue.where(COLLECTED, classes).run(work);
        return classes;
    }

    /** Describes everything that the code of the named class depends on. Generators with equal shapes generate equal code. */
    protected abstract String shape();

    /** Returns the objects that the code uses, by index. */
    protected abstract List<?> constants();

    /** Adds the methods of the class. */
    protected abstract void generate(ClassBuilder made);

    /** Whether the class can have a name. */
    protected boolean canBeNamed() {
        return true;
    }

    /** Whether the class to generate is hidden. */
    protected final boolean isHidden() {
        return name == null;
    }

    /**
     * Creates the instance.
     *
     * @return an instance of a new hidden class, or of a class that the build has generated; null if there is neither
     */
    public final @Nullable T make() {
        if (COLLECTED.isBound() && canBeNamed()) {
            collectNamed(COLLECTED.get());
        }
        try {
            return DEFINES_CLASSES ? defineHidden() : canBeNamed() ? findNamed() : null;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("Cannot create an instance of the generated " + supertype.getName(), e);
        }
    }

    private T defineHidden() throws Throwable {
        name = null;
        byte[] file = generate(ClassDesc.of(lookup.lookupClass().getPackageName(), "Generated" + simpleName()));
        MethodHandles.Lookup made = lookup.defineHiddenClassWithClassData(file, List.copyOf(constants()), true);
        return supertype.cast(
                made.findConstructor(made.lookupClass(), MethodType.methodType(void.class)).invoke());
    }

    private @Nullable T findNamed() throws Throwable {
        String named = namedClass();
        name = ClassDesc.of(named);
        Class<?> found;
        try {
            found = Class.forName(named, true, lookup.lookupClass().getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return null; // a native image throws the second if the class is not registered
        }
        return supertype.cast(lookup.findConstructor(found, MethodType.methodType(void.class, Object[].class))
                .invoke((Object) constants().toArray()));
    }

    private void collectNamed(Map<String, byte[]> classes) {
        String named = namedClass();
        name = ClassDesc.of(named);
        byte[] file = generate(name);
        byte[] before = classes.putIfAbsent(named, file);
        if (before != null && !Arrays.equals(before, file)) {
            throw new IllegalStateException(
                    "Two different classes have the name " + named + ", because their shapes are equal: " + shape());
        }
    }

    private String namedClass() {
        String checksum = UUID.nameUUIDFromBytes(shape().getBytes(StandardCharsets.UTF_8)).toString().replace("-", "");
        return lookup.lookupClass().getPackageName() + ".Generated" + simpleName() + '_' + checksum;
    }

    private String simpleName() {
        return supertype.getSimpleName();
    }

    private byte[] generate(ClassDesc made) {
        ClassDesc parent = supertype.isInterface() ? ConstantDescs.CD_Object : desc(supertype);
        return ClassFile.of().build(made, builder -> {
            builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER).withSuperclass(parent);
            if (supertype.isInterface()) {
                builder.withInterfaceSymbols(desc(supertype));
            }
            if (isHidden()) {
                builder.withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, 0, code -> code.aload(0)
                        .invokespecial(parent, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void).return_());
            } else {
                builder.withField(CONSTANTS, ARRAY, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
                builder.withMethodBody(ConstantDescs.INIT_NAME, MethodTypeDesc.of(ConstantDescs.CD_void, ARRAY), 0,
                        code -> code.aload(0).invokespecial(parent, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                                .aload(0).aload(1).putfield(made, CONSTANTS, ARRAY).return_());
            }
            generate(builder);
        });
    }

    /**
     * Pushes one of the {@linkplain #constants objects} on the stack of an instance method.
     *
     * @param  index its index
     * @param  type  its type
     * @return       {@code code}
     */
    protected final CodeBuilder constant(CodeBuilder code, int index, ClassDesc type) {
        return name == null
                ? code.loadConstant(DynamicConstantDesc.ofNamed(
                        ConstantDescs.ofConstantBootstrap(ConstantDescs.CD_MethodHandles, "classDataAt",
                                ConstantDescs.CD_Object, ConstantDescs.CD_int),
                        ConstantDescs.DEFAULT_NAME, type, index))
                : code.aload(0).getfield(name, CONSTANTS, ARRAY).loadConstant(index).aaload().checkcast(type);
    }

    /** Returns the descriptor of a class. */
    protected static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow(IllegalStateException::new);
    }
}
