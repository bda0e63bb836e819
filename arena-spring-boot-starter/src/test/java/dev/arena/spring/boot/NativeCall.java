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

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CountDownLatch;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/** A native call that uses a segment as long as a test requires: it sorts with a very slow comparison. */
public final class NativeCall {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayReturn = new CountDownLatch(1);
    private final Thread thread;

    private NativeCall(MemorySegment ints) {
        this.thread = Thread.ofPlatform().daemon().name("native-call").start(() -> sort(ints));
    }

    /**
     * Starts a call on another thread.
     *
     * @param ints segment that the call uses, at least two integers
     * @return the call, which is using the segment
     */
    public static NativeCall using(MemorySegment ints) throws InterruptedException {
        var call = new NativeCall(ints);
        call.begun.await();
        return call;
    }

    /** Lets the call return. */
    public void end() throws InterruptedException {
        mayReturn.countDown();
        thread.join();
    }

    @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // called by native code
    private int compare(MemorySegment a, MemorySegment b) {
        begun.countDown();
        try {
            mayReturn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    @SuppressWarnings("restricted")
    private void sort(MemorySegment ints) {
        Linker linker = Linker.nativeLinker();
        MethodHandle qsort = linker.downcallHandle(linker.defaultLookup().findOrThrow("qsort"),
                FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS));
        try (Arena stubs = Arena.ofConfined()) {
            MethodHandle compare = MethodHandles.lookup().findVirtual(NativeCall.class, "compare",
                    MethodType.methodType(int.class, MemorySegment.class, MemorySegment.class)).bindTo(this);
            qsort.invokeExact(ints, 2L, 4L,
                    linker.upcallStub(compare, FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS), stubs));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
