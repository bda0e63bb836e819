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

package dev.arena.engine.util;

/**
 * Pads objects of a subclass so that two of them never share a cache line (false sharing). The garbage collector often places
 * such objects side by side, and different threads write to them. The padding takes two lines, because processors fetch lines
 * in pairs. The JVM lays out the fields of a superclass first, but puts a small field of the subclass into a gap after the
 * object's header: {@link #gap} fills it.
 *
 * @since 0.1.0
 */
public abstract class Padded {
    int gap;
    long pad0;
    long pad1;
    long pad2;
    long pad3;
    long pad4;
    long pad5;
    long pad6;
    long pad7;
    long pad8;
    long pad9;
    long pad10;
    long pad11;
    long pad12;
    long pad13;
    long pad14;
}
