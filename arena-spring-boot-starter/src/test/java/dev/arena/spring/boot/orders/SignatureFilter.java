package dev.arena.spring.boot.orders;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.web.filter.OncePerRequestFilter;

import dev.arena.spring.boot.rawbody.RawBody;

/** Checks the signature of each order: over the bytes that the arena keeps, or over an array of the heap. */
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class SignatureFilter extends OncePerRequestFilter {

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean isPlain = request.getRequestURI().startsWith("/plain");
        byte[] copy = isPlain ? request.getInputStream().readAllBytes() : new byte[0];
        ByteBuffer body = isPlain ? ByteBuffer.wrap(copy) : RawBody.of(request).asByteBuffer();
        if (!Hmac.isValid(body, request.getHeader("X-Signature"))) {
            response.setStatus(401);
            return;
        }
        chain.doFilter(isPlain ? new Copied(request, copy) : request, response);
    }

    private static final class Copied extends HttpServletRequestWrapper {
        private final byte[] body;

        Copied(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            var in = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public boolean isFinished() {
                    return in.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public int read() {
                    return in.read();
                }

                @Override
                public int read(byte[] target, int offset, int length) {
                    return in.read(target, offset, length);
                }
            };
        }
    }
}
