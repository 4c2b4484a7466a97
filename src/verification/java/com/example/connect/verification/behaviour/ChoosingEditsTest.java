package com.example.connect.verification.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.Answer;
import com.example.connect.simulator.Call;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.HeldNumber;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every edit that there is of the five properties that choose a number: absent, true or false, all combinations, after
 * each previous state that there is.
 */
@ExtendWith(CloudFormationExtension.class)
class ChoosingEditsTest {

    private static final Set<String> READS =
            Set.of("DescribePhoneNumber", "BatchGetFlowAssociation", "DescribeTrafficDistributionGroup");

    private static final List<String> CHOOSING =
            List.of("PhoneNumber", "Type", "CountryCode", "Prefix", "SourcePhoneNumberArn");

    enum Says {
        NOTHING,
        TRUE,
        FALSE
    }

    enum Origin {
        SEARCHED,
        EXACT,
        IMPORTED
    }

    /** What the previous state says. */
    enum Before {
        /** What the create said. */
        CREATED,
        /** None of the five: unknown, as of a tool that keeps no write-only properties. */
        NOTHING,
        /** The same, true or false: something else is edited. */
        THE_SAME
    }

    private final ConnectSimulator connect;
    private final CloudFormation cfn;

    ChoosingEditsTest(ConnectSimulator connect, CloudFormation cfn) {
        this.connect = connect;
        this.cfn = cfn;
    }

    static Stream<Arguments> numbers() {
        return Stream.of(Origin.values())
                .flatMap(origin -> Stream.of(Before.values())
                        .flatMap(before ->
                                Stream.of(false, true).map(isProtected -> Arguments.of(origin, before, isProtected))));
    }

    @BeforeEach
    void start() {
        connect.set(Knob.RATE, Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void aNumberIsReplacedOnlyWhereItMustBe(Origin origin, Before before, boolean isProtected) {
        Map<String, Object> created = created(origin, isProtected);
        HeldNumber number = create(created);
        String state = number.state().toString();

        for (Map<String, Says> edit : edits(origin)) {
            connect.clearCalls();
            Map<String, Object> after = stating(created, number, edit);
            Map<String, Object> previous = switch (before) {
                case CREATED -> created;
                case NOTHING -> stating(created, number, Map.of());
                case THE_SAME -> after;
            };

            Ending ending = cfn.update(number.arn(), previous, after);

            assertThat(ending.status() + ending.errorCode())
                    .as("%s after %s protected %s: %s", edit, previous, isProtected, ending.event())
                    .isEqualTo(before == Before.THE_SAME ? "SUCCESS" : expected(origin, edit, isProtected));
            assertThat(connect.calls()).extracting(Call::operation).isSubsetOf(READS);
            if (!ending.succeeded()) {
                assertThat(ending.message()).as("%s", edit).containsAnyOf(named(edit));
            }
        }
        assertThat(connect.number(number.arn()).orElseThrow().state()).hasToString(state);
        assertThat(connect.claimsMade()).isEqualTo(1);
    }

    /** No member of Connect's answer is required: what it leaves out is no evidence that another number is needed. */
    @ParameterizedTest
    @CsvSource({"SEARCHED, CREATED", "SEARCHED, NOTHING", "EXACT, CREATED", "EXACT, NOTHING", "IMPORTED, CREATED"})
    void whatConnectDoesNotTellReplacesNothing(Origin origin, Before before) {
        Map<String, Object> created = created(origin, false);
        HeldNumber number = create(created);
        for (Map<String, Says> edit : edits(origin)) {
            connect.clearCalls();
            connect.script(Trouble.on("DescribePhoneNumber")
                    .of(new Fault.Instead(
                            Fault.Stage.BEFORE,
                            Answer.ok(Map.of(
                                    "ClaimedPhoneNumberSummary",
                                    Map.of("Tags", number.state().tags()))))));

            Map<String, Object> previous = before == Before.CREATED ? created : stating(created, number, Map.of());
            Map<String, Object> after = stating(created, number, edit);

            Ending ending = cfn.update(number.arn(), previous, after);
            assertThat(ending.status() + ending.errorCode())
                    .as("%s after %s: %s", edit, previous, ending.event())
                    .isEqualTo(isChanged(previous, after) ? "FAILEDInvalidRequest" : "SUCCESS");
            assertThat(connect.calls()).extracting(Call::operation).isSubsetOf(READS);
        }
    }

    /** What was false before the update is so after its rollback: the rollback brings the old template back. */
    @ParameterizedTest
    @CsvSource({"PhoneNumber", "Type", "CountryCode", "Prefix"})
    void aRollbackToAFalseStatementReplacesNothing(String property) {
        Map<String, Object> created = created(Origin.SEARCHED, false);
        HeldNumber number = create(created);
        Map<String, Object> wrong = stating(created, number, Map.of(property, Says.FALSE));
        Map<String, Object> right = stating(created, number, Map.of(property, Says.TRUE));

        Ending rollback = cfn.run(((ObjectNode) cfn.payload(
                        "UPDATE",
                        "Number",
                        CloudFormation.model(number.arn(), wrong),
                        CloudFormation.model(number.arn(), right)))
                .put("rollback", true));

        assertThat(rollback.succeeded()).as("%s", rollback.event()).isTrue();
        assertThat(connect.claimsMade()).isEqualTo(1);
    }

    private Map<String, Object> created(Origin origin, boolean isProtected) {
        Templates templates = new Templates(connect);
        Map<String, Object> created = switch (origin) {
            case SEARCHED -> templates.searched();
            case EXACT -> templates.exact();
            case IMPORTED -> templates.imported();
        };
        created.put("ReleaseProtection", isProtected);
        return created;
    }

    private HeldNumber create(Map<String, Object> properties) {
        return connect.number(cfn.create("Number", properties).property("PhoneNumberArn"))
                .orElseThrow();
    }

    private Map<String, Object> stating(Map<String, Object> created, HeldNumber number, Map<String, Says> edit) {
        Map<String, Object> stating = new HashMap<>(created);
        CHOOSING.forEach(stating::remove);
        edit.forEach((property, says) ->
                value(connect, number, property, says).ifPresent(value -> stating.put(property, value)));
        return stating;
    }

    private static List<Map<String, Says>> edits(Origin origin) {
        List<Map<String, Says>> edits = List.of(Map.of());
        for (String property : CHOOSING) {
            List<Map<String, Says>> longer = new ArrayList<>();
            for (Map<String, Says> edit : edits) {
                for (Says says : Says.values()) {
                    boolean canBe =
                            says != Says.TRUE || !property.equals("SourcePhoneNumberArn") || origin == Origin.IMPORTED;
                    if (canBe) {
                        Map<String, Says> one = new HashMap<>(edit);
                        one.put(property, says);
                        longer.add(one);
                    }
                }
            }
            edits = longer;
        }
        return edits;
    }

    private static Optional<String> value(ConnectSimulator connect, HeldNumber number, String property, Says says) {
        if (says == Says.NOTHING) {
            return Optional.empty();
        }
        boolean right = says == Says.TRUE;
        return switch (property) {
            case "PhoneNumber" -> Optional.of(right ? number.number() : "+4930123456");
            case "Type" -> Optional.of(right ? number.type() : "SHARED");
            case "CountryCode" -> Optional.of(right ? number.country() : "DE");
            case "Prefix" -> Optional.of(right ? number.number().substring(0, 5) : "+4930");
            default ->
                right
                        ? number.sourceArn()
                        : Optional.of(connect.account().sourcePhoneNumberArns().get(9));
        };
    }

    private static String expected(Origin origin, Map<String, Says> edit, boolean isProtected) {
        Map<String, Says> known = new HashMap<>(edit);
        if (origin != Origin.IMPORTED) {
            // Connect tells no source of a number that was claimed.
            known.remove("SourcePhoneNumberArn");
        }
        if (!known.containsValue(Says.FALSE)) {
            return "SUCCESS";
        }
        boolean staysByItsNumber = edit.get("PhoneNumber") == Says.TRUE;
        return "FAILED" + (staysByItsNumber || isProtected ? "InvalidRequest" : "NotUpdatable");
    }

    /** Whether a property that the previous state has is another now: success would not be true, and no evidence replaces. */
    private static boolean isChanged(Map<String, Object> previous, Map<String, Object> after) {
        return CHOOSING.stream()
                .anyMatch(property -> previous.containsKey(property)
                        && after.containsKey(property)
                        && !previous.get(property).equals(after.get(property)));
    }

    /** The properties that are false: the message names one. */
    private static String[] named(Map<String, Says> edit) {
        return CHOOSING.stream()
                .filter(property -> edit.get(property) == Says.FALSE)
                .toArray(String[]::new);
    }
}
