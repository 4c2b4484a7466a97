package com.example.connect.verification.lives;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Knobs;
import com.example.connect.simulator.SimulatedAccount;
import com.example.connect.verification.cases.Undocumented;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Draws everything in a life from its seed. An operation draws from the seed and its own place only, so that a failing
 * life is the same without those of its operations that do not matter.
 */
final class Chance {

    static final List<Integer> QUOTAS = List.of(1, 10, 50, 1000);

    private final SimulatedAccount account;
    private final long seed;
    private final boolean forgetsTokens;
    private final Knobs knobs;
    private Random random;

    Chance(ConnectSimulator connect, long seed) {
        this.account = connect.account();
        this.seed = seed;
        this.random = new Random(seed);
        this.forgetsTokens = random.nextInt(4) == 0;
        this.knobs = withTokens(Undocumented.drawn(random))
                .with(Knob.QUOTA, pick(QUOTAS))
                .with(Knob.WINDOW, pick(List.of(Duration.ZERO, Knob.WINDOW.standard())))
                .with(Knob.RATE, pick(List.of(Optional.empty(), Optional.of(new Knob.Rate(2, 5)))));
    }

    /** These knobs with other rules about tokens, such as this life allows. */
    Knobs withTokens(Knobs others) {
        return forgetsTokens
                ? others.with(Knob.TOKEN_LIFE, seconds(0, 1, 60))
                        .with(Knob.TOKEN_CONFLICT, Knob.TokenConflict.NEW_CLAIM)
                : others.with(Knob.TOKEN_LIFE, Knob.TOKEN_LIFE.standard())
                        .with(
                                Knob.TOKEN_CONFLICT,
                                pick(List.of(
                                        Knob.TokenConflict.FIRST_ANSWER, Knob.TokenConflict.IDEMPOTENCY_EXCEPTION)));
    }

    /** The operation with this place is drawn from now on. */
    void begin(int place) {
        random = new Random(seed * 1000 + place);
    }

    /** The world that the life begins in: every undocumented knob is drawn. */
    Knobs knobs() {
        return knobs;
    }

    /** Whether the service forgets tokens in this life: what it does then to a searched create, no program can undo. */
    boolean forgetsTokens() {
        return forgetsTokens;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean either() {
        return random.nextBoolean();
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private Duration seconds(Integer... choices) {
        return Duration.ofSeconds(pick(List.of(choices)));
    }

    private void maybe(int oneIn, Runnable then) {
        if (random.nextInt(oneIn) == 0) {
            then.run();
        }
    }

    Map<String, Object> template() {
        Map<String, Object> template = new HashMap<>();
        int way = forgetsTokens ? 5 + random.nextInt(5) : random.nextInt(10);
        String target = pick(targets());
        if (way < 5) {
            template.put("Type", pick(List.of("TOLL_FREE", "DID")));
            template.put("CountryCode", pick(List.of("US", "DE", "GB")));
        } else if (way < 8) {
            template.put("PhoneNumber", exactNumber());
        } else {
            template.put("SourcePhoneNumberArn", pick(account.sourcePhoneNumberArns()));
            target = pick(List.of(account.instanceArn(), account.otherInstanceArn()));
        }
        template.put("TargetArn", target);
        maybe(3, () -> template.put("ContactFlowArn", flow(template)));
        maybe(2, () -> template.put("Description", description()));
        maybe(2, () -> template.put("Tags", someTags()));
        maybe(5, () -> template.put("ReleaseProtection", random.nextBoolean()));
        return template;
    }

    /** One to three edits of a template. */
    Map<String, Object> edited(Map<String, Object> before) {
        Map<String, Object> after = new HashMap<>(before);
        List<Runnable> edits = List.of(
                () -> after.put("Description", description()),
                () -> after.remove("Description"),
                () -> after.put("Tags", someTags()),
                () -> after.remove("Tags"),
                () -> after.put("ContactFlowArn", flow(after)),
                () -> after.remove("ContactFlowArn"),
                () -> after.put("ReleaseProtection", random.nextBoolean()),
                () -> after.remove("ReleaseProtection"),
                () -> move(after),
                () -> move(after),
                () -> after.computeIfPresent("PhoneNumber", (property, number) -> exactNumber()),
                () -> after.computeIfPresent("Type", (property, type) -> pick(List.of("TOLL_FREE", "DID"))));
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            pick(edits).run();
        }
        return after;
    }

    private void move(Map<String, Object> template) {
        template.put("TargetArn", pick(targets()));
        template.computeIfPresent("ContactFlowArn", (property, flow) -> flow(template));
    }

    private List<String> targets() {
        return List.of(account.instanceArn(), account.otherInstanceArn(), account.tdgArn());
    }

    /** Few enough that creates often want the same one. */
    private String exactNumber() {
        return String.format("+180055501%02d", random.nextInt(30));
    }

    private String description() {
        return "number " + random.nextInt(100);
    }

    private String flow(Map<String, Object> template) {
        return account.otherInstanceArn().equals(template.get("TargetArn"))
                ? account.otherFlowArn()
                : pick(List.of(account.flowArn(), account.secondFlowArn()));
    }

    private List<Map<String, String>> someTags() {
        List<Map<String, String>> tags = new ArrayList<>();
        for (String key : List.of("team", "stage", "cost")) {
            maybe(2, () -> tags.add(Map.of("Key", key, "Value", "v" + random.nextInt(5))));
        }
        return tags;
    }
}
