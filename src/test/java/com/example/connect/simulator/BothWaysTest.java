package com.example.connect.simulator;

import static com.example.connect.simulator.Clients.NUMBER;
import static com.example.connect.simulator.Clients.OTHER_TOKEN;
import static com.example.connect.simulator.Clients.TOKEN;
import static com.example.connect.simulator.Clients.claim;
import static com.example.connect.simulator.Clients.describe;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.NumberState.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.ConnectException;
import software.amazon.awssdk.services.connect.model.DirectoryType;
import software.amazon.awssdk.services.connect.model.InstanceStatus;

/** The same calls under two or more values of a knob, each time in a new world: what they show differs. */
@ExtendWith(SimulatorExtension.class)
class BothWaysTest {
    private static final Duration WORK = Duration.ofSeconds(2);
    private static final String OTHER = "+12065550101";
    private static final Set<String> DENIED = Set.of("AccessDeniedException");

    private final ConnectSimulator simulator;
    private final ConnectClient client;

    BothWaysTest(ConnectSimulator simulator) {
        this.simulator = simulator;
        this.client = Clients.to(simulator);
    }

    @BeforeEach
    void noRateLimit() {
        simulator.set(Knob.RATE, Optional.empty());
    }

    /** What {@code seen} gives under each value, in their order. */
    private <T, R> List<R> under(Knob<T> knob, List<T> values, Supplier<R> seen) {
        Knobs others = simulator.knobs();
        List<R> all = new ArrayList<>();
        for (T value : values) {
            simulator.reset(others.with(knob, value));
            all.add(seen.get());
        }
        return all;
    }

    /** The error's code; empty where the work succeeds. */
    private static Optional<String> error(Runnable work) {
        try {
            work.run();
            return Optional.empty();
        } catch (ConnectException refused) {
            return Optional.of(refused.awsErrorDetails().errorCode());
        }
    }

    private Optional<String> claimError(String number) {
        return error(() -> claim(simulator, number));
    }

    /** How many seconds pass until something is so, 100 at most. */
    private int secondsUntil(Supplier<Boolean> so) {
        int seconds = 0;
        while (seconds < 100 && !so.get()) {
            simulator.advance(Duration.ofSeconds(1));
            seconds++;
        }
        return seconds;
    }

    private int secondsUntilClaimed(String id) {
        return secondsUntil(() -> simulator.number(id).orElseThrow().status() == Status.CLAIMED);
    }

    private String claimed(String number) {
        String id = claim(simulator, number);
        simulator.advance(WORK);
        return id;
    }

    private Status statusOfAClaim(String number) {
        return simulator.number(claimed(number)).orElseThrow().status();
    }

    private void release(String id) {
        client.releasePhoneNumber(r -> r.phoneNumberId(id));
    }

    @Test
    @Turns("account")
    void anArnHasTheAccountsId() {
        List<String> accounts = List.of("111122223333", "444455556666");
        assertThat(under(
                        Knob.ACCOUNT,
                        accounts,
                        () -> describe(simulator, claim(simulator, NUMBER))
                                .phoneNumberArn()
                                .split(":")[4]))
                .isEqualTo(accounts);
    }

    @Test
    @Turns("quota")
    void aTargetHoldsAsManyNumbersAsTheQuotaAllows() {
        assertThat(under(Knob.QUOTA, List.of(1, 2), () -> List.of(statusOfAClaim(NUMBER), statusOfAClaim(OTHER))))
                .containsExactly(List.of(Status.CLAIMED, Status.FAILED), List.of(Status.CLAIMED, Status.CLAIMED));
    }

    @Test
    @Turns("rate")
    void aBucketIsAsDeepAsTheRateSays() {
        List<Optional<Knob.Rate>> rates =
                List.of(Optional.of(new Knob.Rate(2, 5)), Optional.of(new Knob.Rate(1, 1)), Optional.empty());
        assertThat(under(Knob.RATE, rates, () -> {
                    int served = 0;
                    while (served < 20
                            && error(() -> client.listPhoneNumbersV2(l -> {})).isEmpty()) {
                        served++;
                    }
                    return served;
                }))
                .containsExactly(5, 1, 20);
    }

    @Test
    @Turns("throttle-error")
    void aThrottledCallGetsTheErrorThatIsSet() {
        simulator.set(Knob.RATE, Optional.of(new Knob.Rate(1, 1)));
        List<Knob.ThrottleError> errors = List.of(
                Knob.ThrottleError.THROTTLING, Knob.ThrottleError.TOO_MANY_REQUESTS, Knob.ThrottleError.ALTERNATE);
        assertThat(under(Knob.THROTTLE_ERROR, errors, () -> {
                    client.listPhoneNumbersV2(l -> {});
                    return List.of(
                            error(() -> client.listPhoneNumbersV2(l -> {})).orElseThrow(),
                            error(() -> client.listPhoneNumbersV2(l -> {})).orElseThrow());
                }))
                .containsExactly(
                        List.of("ThrottlingException", "ThrottlingException"),
                        List.of("TooManyRequestsException", "TooManyRequestsException"),
                        List.of("ThrottlingException", "TooManyRequestsException"));
    }

    @Test
    @Turns("retry-after-seconds")
    void aThrottledCallIsToldWhenToComeBackOrNot() {
        simulator.set(Knob.RATE, Optional.of(new Knob.Rate(1, 1)));
        assertThat(under(Knob.RETRY_AFTER, List.of(Duration.ZERO, Duration.ofSeconds(3)), () -> {
                    client.listPhoneNumbersV2(l -> {});
                    try {
                        client.listPhoneNumbersV2(l -> {});
                        return Optional.of("not throttled");
                    } catch (ConnectException throttled) {
                        return throttled.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("Retry-After");
                    }
                }))
                .containsExactly(Optional.empty(), Optional.of("3"));
    }

    @Test
    @Turns("window-days")
    void releasesLeaveTheWindowAfterItsDays() {
        simulator.set(Knob.QUOTA, 1).set(Knob.COOLDOWN, Duration.ZERO);
        assertThat(under(Knob.WINDOW, List.of(Duration.ZERO, Duration.ofDays(30), Duration.ofDays(180)), () -> {
                    for (int i = 0; i < 2; i++) {
                        release(claimed(NUMBER));
                    }
                    Status atOnce = statusOfAClaim(OTHER);
                    simulator.advance(Duration.ofDays(31));
                    simulator.numbers().forEach(number -> release(number.id()));
                    return List.of(atOnce, statusOfAClaim("+12065550102"));
                }))
                .containsExactly(
                        List.of(Status.CLAIMED, Status.CLAIMED),
                        List.of(Status.FAILED, Status.CLAIMED),
                        List.of(Status.FAILED, Status.FAILED));
    }

    @Test
    @Turns("window-block")
    void theTwoHundredPercentRuleFailsTheClaimOrRefusesIt() {
        simulator.set(Knob.QUOTA, 0);
        assertThat(under(Knob.WINDOW_BLOCK, List.of(Knob.WindowBlock.values()), () -> {
                    claim(simulator, NUMBER);
                    return claimError(OTHER);
                }))
                .containsExactly(Optional.empty(), Optional.of("InvalidParameterException"));
    }

    @Test
    @Turns("claim-seconds")
    void aClaimIsInProgressForItsTime() {
        assertThat(under(
                        Knob.CLAIM_TIME,
                        List.of(Duration.ofSeconds(2), Duration.ofSeconds(50)),
                        () -> secondsUntilClaimed(claim(simulator, NUMBER))))
                .containsExactly(2, 50);
    }

    @Test
    @Turns("move-seconds")
    void aMoveIsInProgressForItsTime() {
        assertThat(under(Knob.MOVE_TIME, List.of(Duration.ofSeconds(2), Duration.ofSeconds(50)), () -> {
                    String id = claimed(NUMBER);
                    client.updatePhoneNumber(u ->
                            u.phoneNumberId(id).targetArn(simulator.account().otherInstanceArn()));
                    return secondsUntilClaimed(id);
                }))
                .containsExactly(2, 50);
    }

    @Test
    @Turns("instance-seconds")
    void anInstanceIsInCreationForItsTime() {
        assertThat(under(Knob.INSTANCE_TIME, List.of(Duration.ZERO, Duration.ofSeconds(50)), () -> {
                    String id = client.createInstance(c -> c.identityManagementType(DirectoryType.CONNECT_MANAGED)
                                    .inboundCallsEnabled(true)
                                    .outboundCallsEnabled(true)
                                    .instanceAlias("new"))
                            .id();
                    return secondsUntil(() -> client.describeInstance(d -> d.instanceId(id))
                                    .instance()
                                    .instanceStatus()
                            == InstanceStatus.ACTIVE);
                }))
                .containsExactly(0, 50);
    }

    @Test
    @Turns("metadata-seconds")
    void aDescriptionIsInProgressForItsTime() {
        assertThat(under(Knob.METADATA_TIME, List.of(Duration.ZERO, Duration.ofSeconds(50)), () -> {
                    String id = claimed(NUMBER);
                    client.updatePhoneNumberMetadata(u -> u.phoneNumberId(id).phoneNumberDescription("new"));
                    return secondsUntilClaimed(id);
                }))
                .containsExactly(0, 50);
    }

    @Test
    @Turns("failed-return-days")
    void aFailedClaimsNumberComesBackAfterItsDays() {
        simulator.set(Knob.QUOTA, 0);
        assertThat(under(Knob.FAILED_RETURN, List.of(Duration.ofDays(1), Duration.ofDays(3)), () -> {
                    claimed(NUMBER);
                    simulator.advance(Duration.ofDays(2));
                    return simulator.numbers().size();
                }))
                .containsExactly(0, 1);
    }

    @Test
    @Turns("cooldown-days")
    void aReleasedNumberIsBackAfterItsDays() {
        assertThat(under(Knob.COOLDOWN, List.of(Duration.ZERO, Duration.ofDays(180)), () -> {
                    release(claimed(NUMBER));
                    return claimError(NUMBER);
                }))
                .containsExactly(Optional.empty(), Optional.of("InvalidParameterException"));
    }

    @Test
    @Turns("invisible-seconds")
    void aClaimedNumberIsFoundByItsIdAfterAWhile() {
        assertThat(under(Knob.INVISIBLE, List.of(Duration.ZERO, Duration.ofSeconds(40)), () -> {
                    String id = claim(simulator, NUMBER);
                    return secondsUntil(
                            () -> error(() -> describe(simulator, id)).isEmpty());
                }))
                .containsExactly(0, 40);
    }

    @Test
    @Turns("list-invisible-seconds")
    void aClaimedNumberIsListedAfterAWhile() {
        assertThat(under(Knob.LIST_INVISIBLE, List.of(Duration.ZERO, Duration.ofSeconds(40)), () -> {
                    claim(simulator, NUMBER);
                    return secondsUntil(
                            () -> client.listPhoneNumbersV2(l -> {}).hasListPhoneNumbersSummaryList() && listed() == 1);
                }))
                .containsExactly(0, 40);
    }

    private int listed() {
        return client.listPhoneNumbersV2(l -> {}).listPhoneNumbersSummaryList().size();
    }

    @Test
    @Turns("stale-seconds")
    void aReadShowsAChangeAfterAWhile() {
        assertThat(under(Knob.STALE, List.of(Duration.ZERO, Duration.ofSeconds(40)), () -> {
                    String id = claim(simulator, NUMBER);
                    simulator.advance(Duration.ofMinutes(2));
                    String arn = simulator.account().phoneNumberArn(id);
                    client.tagResource(t -> t.resourceArn(arn).tags(Map.of("team", "red")));
                    return secondsUntil(() -> describe(simulator, id).tags().containsKey("team"));
                }))
                .containsExactly(0, 40);
    }

    @Test
    @Turns("stale-release-seconds")
    void aReadStillShowsAReleasedNumberForAWhile() {
        assertThat(under(Knob.STALE_RELEASE, List.of(Duration.ZERO, Duration.ofSeconds(40)), () -> {
                    String id = claimed(NUMBER);
                    release(id);
                    return secondsUntil(
                            () -> error(() -> describe(simulator, id)).isPresent());
                }))
                .containsExactly(0, 40);
    }

    @Test
    @Turns("token-conflict")
    void aTokenWithOtherParametersGetsWhatIsSet() {
        assertThat(under(Knob.TOKEN_CONFLICT, List.of(Knob.TokenConflict.values()), () -> {
                    claim(simulator, NUMBER, c -> c.clientToken(TOKEN));
                    Optional<String> error = error(() -> claim(simulator, OTHER, c -> c.clientToken(TOKEN)));
                    return error.orElseGet(() -> simulator.claimsMade() + " claims");
                }))
                .containsExactly("1 claims", "IdempotencyException", "2 claims");
    }

    @Test
    @Turns("release-in-progress")
    void aNumberInProgressCanBeReleasedOrNot() {
        assertThat(under(Knob.RELEASE_IN_PROGRESS, List.of(true, false), () -> {
                    String id = claim(simulator, NUMBER);
                    return error(() -> release(id));
                }))
                .containsExactly(Optional.empty(), Optional.of("ResourceInUseException"));
    }

    @Test
    @Turns("failed-move-stays")
    void aFailedMoveLeavesTheNumberHereOrThere() {
        String here = simulator.account().instanceArn();
        String there = simulator.account().otherInstanceArn();
        assertThat(under(Knob.FAILED_MOVE_STAYS, List.of(true, false), () -> {
                    simulator.quota(there, 0);
                    String id = claimed(NUMBER);
                    client.updatePhoneNumber(u -> u.phoneNumberId(id).targetArn(there));
                    simulator.advance(WORK);
                    return describe(simulator, id).targetArn();
                }))
                .containsExactly(here, there);
    }

    @Test
    @Turns("bind-in-progress")
    void aNumberInProgressCanBeBoundOrNot() {
        assertThat(under(Knob.BIND_IN_PROGRESS, List.of(true, false), () -> {
                    String id = claim(simulator, NUMBER);
                    return error(() -> client.associatePhoneNumberContactFlow(a -> a.phoneNumberId(id)
                                    .instanceId(simulator.account().instanceId())
                                    .contactFlowId(simulator.account().flowArn())))
                            .isPresent();
                }))
                .containsExactly(false, true);
    }

    @Test
    @Turns("permissions")
    void aCallerMayWhatItIsPermitted() {
        List<Policy> permissions =
                List.of(Policy.allowing(Set.of("*")), Policy.allowing(Set.of("connect:ListPhoneNumbersV2")));
        assertThat(under(Knob.PERMISSIONS, permissions, () -> claimError(NUMBER)))
                .containsExactly(Optional.empty(), DENIED.stream().findFirst());
    }

    @Test
    @Turns("import-actions")
    void anImportNeedsFurtherActionsOrNot() {
        simulator.set(Knob.PERMISSIONS, Policy.allowing(Set.of("connect:ImportPhoneNumber")));
        List<Set<String>> actions = List.of(Set.of(), Set.of("sms-voice:DescribePhoneNumbers"));
        assertThat(under(
                        Knob.IMPORT_ACTIONS,
                        actions,
                        () -> error(() -> client.importPhoneNumber(i -> i.instanceId(
                                        simulator.account().instanceId())
                                .clientToken(OTHER_TOKEN)
                                .sourcePhoneNumberArn(simulator.account().sourcePhoneNumberArn())))))
                .containsExactly(Optional.empty(), DENIED.stream().findFirst());
    }
}
