package dev.arena.demo.measurements;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

import jakarta.servlet.ServletInputStream;

/**
 * The body of a request as a channel. Servlet containers disagree on what {@link ServletInputStream#read(ByteBuffer)}
 * does to the buffer: Tomcat leaves the position and sets the limit, Jetty advances the position. Here it is as for
 * any channel.
 *
 * @param in what is read; left open, as it belongs to the container
 */
record ServletBody(ServletInputStream in) implements ReadableByteChannel {

    @Override
    public int read(ByteBuffer to) throws IOException {
        int position = to.position();
        int limit = to.limit();
        int bytes = in.read(to);
        to.limit(limit).position(position + Math.max(0, bytes));
        return bytes;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
