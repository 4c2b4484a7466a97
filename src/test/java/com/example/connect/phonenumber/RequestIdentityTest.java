package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestIdentityTest {

    private static final RequestIdentity ONE = new RequestIdentity("token", "stack", "Logical");

    @Test
    void sameRequestHasTheSameTokensMarkAndChance() {
        RequestIdentity again = new RequestIdentity("token", "stack", "Logical");

        assertThat(again.clientToken("claim 0")).isEqualTo(ONE.clientToken("claim 0"));
        assertThat(again.mark()).isEqualTo(ONE.mark());
        assertThat(again.chance("candidate", 1000)).isEqualTo(ONE.chance("candidate", 1000));
    }

    @Test
    void everyFactAndEveryCallCounts() {
        Set<String> tokens = new HashSet<>();
        tokens.add(ONE.clientToken("claim 0"));
        tokens.add(ONE.clientToken("claim 1"));
        tokens.add(new RequestIdentity("other", "stack", "Logical").clientToken("claim 0"));
        tokens.add(new RequestIdentity("token", "other", "Logical").clientToken("claim 0"));
        tokens.add(new RequestIdentity("token", "stack", "Other").clientToken("claim 0"));
        tokens.add(new RequestIdentity("token", null, "Logical").clientToken("claim 0"));
        tokens.add(new RequestIdentity("token", "stack", null).clientToken("claim 0"));
        tokens.add(new RequestIdentity(null, null, null).clientToken("claim 0"));
        tokens.add(new RequestIdentity("tokenstack", "", "Logical").clientToken("claim 0"));

        assertThat(tokens).hasSize(9);
    }

    @Test
    void clientTokenIsALowerCaseUuidAsClaimPhoneNumberDemands() {
        assertThat(ONE.clientToken("claim 0")).matches("[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}");
    }
}
