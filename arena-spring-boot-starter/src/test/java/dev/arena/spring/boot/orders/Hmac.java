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

package dev.arena.spring.boot.orders;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/** Signatures of orders. */
final class Hmac {
    private static final SecretKeySpec KEY = new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256");

    private Hmac() {}

    static byte[] of(ByteBuffer body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(KEY);
            mac.update(body);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean isValid(ByteBuffer body, @Nullable String signature) {
        return signature != null && MessageDigest.isEqual(of(body), HexFormat.of().parseHex(signature));
    }
}
