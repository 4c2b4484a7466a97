package com.example.connect.phonenumber;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Identifies one request of CloudFormation, the same in each of its invocations. All tokens, the ownership mark and all
 * draws are hashes of it, so an invocation that is run again, after a crash or twice at once, does the same.
 *
 * <p>A fact that is absent (Cloud Control has no stack) is hashed as absent.
 */
record RequestIdentity(
        @Nullable String requestToken,
        @Nullable String stackId,
        @Nullable String logicalId) {

    private static final int MARK_BYTES = 16;

    /** The ClientToken of one mutating call: a lower-case UUID, as ClaimPhoneNumber demands. */
    // Belief (official; cloudformation): All invocations of one operation carry one token, and a rollback carries
    // another. Source: RPDK java plugin 2.2.5: bearerToken is the client's request token. Test:
    // RequestIdentityTest#sameRequestHasTheSameTokensMarkAndChance,
    // test_local_cloudformation.py::test_model_and_context_go_round_with_one_token_and_the_delay_on_the_clock.
    String clientToken(String purpose) {
        ByteBuffer hash = ByteBuffer.wrap(hash("token", purpose));
        long high = hash.getLong() & ~0xF000L | 0x8000L;
        long low = hash.getLong() & ~(0b11L << 62) | 0b10L << 62;
        return new UUID(high, low).toString();
    }

    /** The value of the tag {@link Tags#MARK}: a number that carries it was claimed by this request. */
    String mark() {
        return HexFormat.of().formatHex(hash("mark", ""), 0, MARK_BYTES);
    }

    /** A number from 0 to bound - 1 that looks random, and is the same for the same request and purpose. */
    int chance(String purpose, int bound) {
        return Math.floorMod(ByteBuffer.wrap(hash("chance", purpose)).getInt(), bound);
    }

    private byte[] hash(String use, String detail) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (@Nullable String fact : new @Nullable String[] {use, requestToken, stackId, logicalId, detail}) {
                String counted = fact == null ? "absent;" : fact.length() + ":" + fact + ";";
                digest.update(counted.getBytes(StandardCharsets.UTF_8));
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
