package dev.arena.benchmarks.endtoend;

import java.util.ArrayList;
import java.util.List;

/**
 * How a server is started.
 *
 * @param kind      what it is
 * @param options   for its virtual machine
 * @param arguments properties of Spring, as on the command line
 */
record ServerSetup(ServerKind kind, List<String> options, List<String> arguments) {

    static ServerSetup of(ServerKind kind, String... options) {
        return new ServerSetup(kind, List.of(options), List.of());
    }

    ServerSetup with(String argument) {
        List<String> more = new ArrayList<>(arguments);
        more.add(argument);
        return new ServerSetup(kind, options, more);
    }
}
