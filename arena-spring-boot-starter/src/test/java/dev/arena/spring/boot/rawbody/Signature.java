package dev.arena.spring.boot.rawbody;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An HMAC of a body, as senders of webhooks compute it. */
final class Signature {

    private Signature() {}

    static String of(byte[] body) {
        return of(MemorySegment.ofArray(body));
    }

    static String of(MemorySegment body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(body.asByteBuffer());
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
