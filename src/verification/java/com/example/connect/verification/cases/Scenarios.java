package com.example.connect.verification.cases;

import static com.example.connect.verification.cases.Scenario.and;
import static com.example.connect.verification.cases.Scenario.both;
import static com.example.connect.verification.cases.Scenario.create;
import static com.example.connect.verification.cases.Scenario.delete;
import static com.example.connect.verification.cases.Scenario.list;
import static com.example.connect.verification.cases.Scenario.read;
import static com.example.connect.verification.cases.Scenario.tags;
import static com.example.connect.verification.cases.Scenario.update;
import static com.example.connect.verification.cases.Scenario.without;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.SimulatedAccount;
import com.example.connect.verification.cloudformation.Templates;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every operation in every variant that the fault matrix runs. */
public final class Scenarios {

    /** The number of another resource, which nothing may touch. */
    public static final String BYSTANDER = "+12065550199";

    private static final String NAMED = System.getProperty("matrix.scenarios", ".*");

    private static final String LIMIT = "The allowed limit for claimed phone numbers has been exceeded";

    private final SimulatedAccount account;
    private final String here;
    private final String there;
    private final String group;
    private final Map<String, Object> exact;
    private final Map<String, Object> searched;
    private final Map<String, Object> imported;
    private final Map<String, Object> full;
    private final Map<String, Object> rich;
    private final Map<String, Object> richer;

    private Scenarios(ConnectSimulator connect) {
        account = connect.account();
        here = account.instanceArn();
        there = account.otherInstanceArn();
        group = account.tdgArn();
        Templates templates = new Templates(connect);
        exact = templates.exact();
        searched = templates.searched();
        imported = templates.imported();
        full = Map.of(
                "Description",
                "front door",
                "Tags",
                tags("team=voice", "stage=test"),
                "ContactFlowArn",
                account.flowArn(),
                "ReleaseProtection",
                true);
        rich = both(exact, full);
        richer = and(
                rich,
                "TargetArn",
                there,
                "Description",
                "back door",
                "Tags",
                tags("team=video", "cost=1"),
                "ContactFlowArn",
                account.otherFlowArn(),
                "ReleaseProtection",
                false);
    }

    /** All of them; with {@code -Dmatrix.scenarios=REGEX} those of these names. */
    public static List<Scenario> of(ConnectSimulator connect) {
        Scenarios all = new Scenarios(connect);
        return Stream.of(
                        all.creates(),
                        all.createsInASlowService(),
                        all.createsThatCannotBe(),
                        all.updates(),
                        all.updatesOfSeveralThings(),
                        all.updatesThatCannotBe(),
                        all.deletes(),
                        all.deletesOfUnfinishedNumbers(),
                        all.readsAndLists())
                .flatMap(List::stream)
                .filter(scenario -> scenario.name().matches(NAMED))
                .toList();
    }

    private List<Scenario> creates() {
        return List.of(
                create("exact", exact),
                create("exact, with type and country", and(exact, "Type", "TOLL_FREE", "CountryCode", "US")),
                create("searched", searched),
                create("searched, on a TDG", and(searched, "TargetArn", group)),
                create("imported", imported),
                create(
                        "exact, described and tagged",
                        without(both(exact, full), "ContactFlowArn", "ReleaseProtection")),
                create("searched, with flow", and(searched, "ContactFlowArn", account.flowArn())),
                create("exact, protected", and(exact, "ReleaseProtection", true)),
                create("searched, with everything", both(searched, full)),
                create("imported, with everything", both(imported, full)));
    }

    private List<Scenario> createsInASlowService() {
        return List.of(
                create("searched, the first candidate lost", searched).withRival(),
                create("exact, invisible at first", exact)
                        .with(Knob.INVISIBLE, 60)
                        .with(Knob.LIST_INVISIBLE, 25),
                create("exact, invisible for long", exact)
                        .with(Knob.INVISIBLE, 100)
                        .with(Knob.LIST_INVISIBLE, 60),
                create("searched with everything, reads stale", both(searched, full))
                        .with(Knob.STALE, 7)
                        .with(Knob.STALE_RELEASE, 20),
                create("exact, slow claim", exact).with(Knob.CLAIM_TIME, 45),
                create("exact, in progress for ever", exact)
                        .with(Knob.CLAIM_TIME, 24 * 60 * 60)
                        .with(Knob.RELEASE_IN_PROGRESS, true)
                        .failing("has not finished"),
                create("searched with everything, told when to come back", both(searched, full))
                        .with(Knob.RETRY_AFTER, 20));
    }

    private List<Scenario> createsThatCannotBe() {
        return List.of(
                create("exact, at the quota", exact)
                        .with(Knob.RELEASE_FAILED, true)
                        .after(connect -> connect.quota(here, 1))
                        .failing(LIMIT),
                create("searched, at the quota, invisible at first", and(searched, "ReleaseProtection", true))
                        .with(Knob.INVISIBLE, 30)
                        .with(Knob.RELEASE_FAILED, true)
                        .after(connect -> connect.quota(here, 1))
                        .failing(LIMIT),
                create("exact, taken by somebody else", exact)
                        .after(connect -> connect.takeElsewhere(Templates.EXACT))
                        .failing("Phone number not available"),
                create("exact, its flow archived", and(exact, "ContactFlowArn", account.flowArn()))
                        .after(connect -> Service.archive(connect, account.flowArn()))
                        .failing("is archived"),
                create("exact, held by the account", and(exact, "PhoneNumber", BYSTANDER))
                        .failing("import"),
                create("searched, nothing offered", and(searched, "Prefix", "+44"))
                        .failing("Prefix"));
    }

    private List<Scenario> updates() {
        Map<String, Object> plain = exact;
        Map<String, Object> bound = and(exact, "ContactFlowArn", account.flowArn());
        return List.of(
                update("move to another instance", plain, and(plain, "TargetArn", there)),
                update("move to another instance, reads stale", plain, and(plain, "TargetArn", there))
                        .with(Knob.STALE, 7),
                update("move to a TDG", plain, and(plain, "TargetArn", group)),
                update("move from a TDG", and(plain, "TargetArn", group), plain),
                update("description set", plain, and(plain, "Description", "front door")),
                update("description removed", and(plain, "Description", "front door"), plain),
                update(
                        "tags",
                        and(plain, "Tags", tags("kept=1", "changed=1", "removed=1")),
                        and(plain, "Tags", tags("kept=1", "changed=2", "added=1"))),
                update("flow bound", plain, bound),
                update("flow changed", bound, and(bound, "ContactFlowArn", account.secondFlowArn())),
                update("flow unbound", bound, plain),
                update("move to a TDG with the flow", bound, and(bound, "TargetArn", group)),
                update(
                        "move to another instance with another flow",
                        bound,
                        and(bound, "TargetArn", there, "ContactFlowArn", account.otherFlowArn())),
                update("protection on", plain, and(plain, "ReleaseProtection", true)),
                update("protection off", and(plain, "ReleaseProtection", true), plain));
    }

    private List<Scenario> updatesOfSeveralThings() {
        return List.of(
                update("several at once", rich, richer),
                update("several at once, reads stale", rich, richer).with(Knob.STALE, 7),
                update("several at once, told when to come back", rich, richer).with(Knob.RETRY_AFTER, 20),
                update("several at once, slow", rich, richer)
                        .with(Knob.MOVE_TIME, 8)
                        .with(Knob.METADATA_TIME, 6),
                update("nothing", rich, rich));
    }

    private List<Scenario> updatesThatCannotBe() {
        return List.of(
                update("another number", exact, and(exact, "PhoneNumber", "+18005550199"))
                        .failing("needs another phone number"),
                update("move to a full instance", rich, richer)
                        .after(connect -> connect.quota(there, 0))
                        .failing(LIMIT),
                update("move to a full instance, half done", rich, richer)
                        .with(Knob.FAILED_MOVE_STAYS, false)
                        .after(connect -> connect.quota(there, 0))
                        .failing(LIMIT));
    }

    private List<Scenario> deletes() {
        Map<String, Object> bound = and(exact, "ContactFlowArn", account.flowArn());
        return List.of(
                delete("plain", exact),
                delete("told when to come back", exact).with(Knob.RETRY_AFTER, 20),
                delete("on a TDG", and(exact, "TargetArn", group)),
                delete("bound", bound),
                delete("bound, unbound first", bound).with(Knob.RELEASE_BOUND, false),
                delete("bound on a TDG, unbound first", and(bound, "TargetArn", group))
                        .with(Knob.RELEASE_BOUND, false));
    }

    private List<Scenario> deletesOfUnfinishedNumbers() {
        return List.of(
                delete("in progress, releasable", exact)
                        .with(Knob.CLAIM_TIME, 100)
                        .with(Knob.RELEASE_IN_PROGRESS, true)
                        .aged(5),
                delete("in progress", exact)
                        .with(Knob.CLAIM_TIME, 20)
                        .with(Knob.RELEASE_IN_PROGRESS, false)
                        .aged(5),
                delete("failed, releasable", exact)
                        .with(Knob.RELEASE_FAILED, true)
                        .after(connect -> connect.quota(here, 1)),
                delete("failed", exact)
                        .with(Knob.RELEASE_FAILED, false)
                        .after(connect -> connect.quota(here, 1))
                        .failing("after a day"),
                delete("invisible at first", exact).with(Knob.INVISIBLE, 60).aged(0),
                delete("reads stale", exact).with(Knob.STALE_RELEASE, 20),
                delete("reads very stale", exact).with(Knob.STALE_RELEASE, 65),
                delete("protected", and(exact, "ReleaseProtection", true)).failing("release protection"));
    }

    private List<Scenario> readsAndLists() {
        return List.of(
                read("plain", exact),
                read("with everything", rich),
                read("with everything, on a TDG", and(rich, "TargetArn", group)),
                list("all", rich, Map.of()),
                list("of one target", rich, Map.of("TargetArn", here, "Type", "TOLL_FREE", "CountryCode", "US")));
    }
}
