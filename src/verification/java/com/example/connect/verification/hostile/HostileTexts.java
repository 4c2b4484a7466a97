package com.example.connect.verification.hostile;

import com.example.connect.simulator.SimulatedAccount;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generators of texts that no property should have. */
final class HostileTexts {

    private final SimulatedAccount account;

    HostileTexts(SimulatedAccount account) {
        this.account = account;
    }

    /** A text for one property: what is special there, or any. */
    Arbitrary<String> of(String property) {
        Arbitrary<String> special = switch (property) {
            case "TargetArn", "ContactFlowArn", "SourcePhoneNumberArn", "PhoneNumberArn" -> arns();
            case "InstanceId" ->
                Arbitraries.of(
                        account.instanceArn(),
                        account.tdgId(),
                        account.instanceId(),
                        " " + account.instanceId(),
                        "x",
                        "instance/" + account.instanceId(),
                        "a_b",
                        "a".repeat(101));
            case "PhoneNumber", "Prefix" -> phoneNumbers();
            case "Type" -> Arbitraries.of("MOBILE", "toll_free", "TOLL_FREE ", "TOLL FREE", "DID", "DIDS", "UIFN");
            case "CountryCode" -> Arbitraries.of("us", "USA", "U", "U1", "US", "ÜS", "ZZ", " US", "US\n");
            case "Description" -> Arbitraries.of("", "a".repeat(500), "ü".repeat(501), "a".repeat(100_000));
            default -> Arbitraries.of("x");
        };
        return Arbitraries.frequencyOf(Tuple.of(3, special), Tuple.of(1, any()));
    }

    /** Texts of every kind. */
    static Arbitrary<String> any() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(60),
                Arbitraries.strings().withCharRange('\u0590', '\u06ff').ofMaxLength(30),
                Arbitraries.strings().ascii().ofMaxLength(600),
                Arbitraries.of(
                        "",
                        " ",
                        "\n",
                        "\u0000",
                        "null",
                        "%s%n%d%",
                        "{{resolve:ssm:x}}",
                        "${x}",
                        "\ud83d\ude00",
                        "\ud800",
                        "../..",
                        "<b>",
                        "'; --",
                        "\u202e",
                        "\\",
                        "\"",
                        "AKIDSECRETLY"),
                Arbitraries.integers().between(1000, 100_000).map("x"::repeat));
    }

    private static Arbitrary<String> phoneNumbers() {
        Arbitrary<String> digits = Arbitraries.strings().numeric().ofMaxLength(20);
        return Arbitraries.oneOf(
                digits,
                digits.map(number -> "+" + number),
                digits.map(number -> "+1 " + number),
                digits.map(number -> " +1" + number),
                digits.map(number -> "+1" + number + "\n"),
                digits.map(number -> "tel:+1" + number),
                digits.map(number -> "+0" + number),
                Arbitraries.of(
                        "+", "++1", "+1-800-555-0123", "(800) 555-0123", "+\uff11\uff18", "\u0661\u0662", "+1e10"),
                Arbitraries.integers().between(15, 20_000).map(length -> "+" + "1".repeat(length)));
    }

    /** ARNs of other partitions, services, Regions, accounts and kinds, right and wrong parts mixed. */
    private Arbitrary<String> arns() {
        Arbitrary<String> partition =
                Arbitraries.of("aws", "aws", "aws", "aws-cn", "aws-us-gov", "aws-iso-b", "", "AWS");
        Arbitrary<String> service =
                Arbitraries.of("connect", "connect", "connect", "sms-voice", "mobiletargeting", "s3", "");
        Arbitrary<String> region = Arbitraries.of(
                "us-east-1",
                "us-east-1",
                "us-east-1",
                "eu-west-2",
                "us-gov-west-1",
                "US-EAST-1",
                "",
                "us-east-1 ",
                "*");
        Arbitrary<String> owner = Arbitraries.of(
                account.account(), account.account(), account.account(), "999999999999", "12345", "", "12345678901x");
        Arbitrary<String> built = Combinators.combine(partition, service, region, owner, resources())
                .as((p, s, r, o, kind) -> String.join(":", "arn", p, s, r, o, kind));
        return Arbitraries.frequencyOf(
                Tuple.of(8, built),
                Tuple.of(1, built.map(arn -> " " + arn)),
                Tuple.of(1, built.map(arn -> arn + "\n")),
                Tuple.of(1, Arbitraries.integers().between(1, 50_000).map(n -> "arn:aws" + "-a".repeat(n))),
                Tuple.of(1, Arbitraries.integers().between(1, 50_000).map(n -> "arn:aws:connect:us" + "-a".repeat(n))),
                Tuple.of(
                        1,
                        Arbitraries.integers()
                                .between(1, 5_000)
                                .map(n -> "arn:aws:connect" + ":instance/x".repeat(n))));
    }

    private Arbitrary<String> resources() {
        String instance = "instance/" + account.instanceId();
        return Arbitraries.of(
                instance,
                "instance/" + account.otherInstanceId(),
                "traffic-distribution-group/" + account.tdgId(),
                "phone-number/" + account.instanceId(),
                instance + "/contact-flow/" + account.instanceId(),
                instance + "/agent/" + account.instanceId(),
                instance + "/contact-flow/",
                instance + "/contact-flow/a/b",
                "contact-flow/x",
                "instance/",
                "instance",
                "phone-number/",
                "phone-number/ ",
                "phone-number/" + "x".repeat(300),
                "");
    }
}
