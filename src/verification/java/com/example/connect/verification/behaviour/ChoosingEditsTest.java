package com.example.connect.verification.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.Call;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.HeldNumber;
import com.example.connect.simulator.Knob;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every edit that there is of the five properties that choose a number: absent, true or false, all combinations. */
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

    @ParameterizedTest
    @CsvSource({"SEARCHED, false", "SEARCHED, true", "EXACT, false", "EXACT, true", "IMPORTED, false", "IMPORTED, true"
    })
    void aNumberIsReplacedOnlyWhereItMustBe(Origin origin, boolean isProtected, ConnectSimulator connect) {
        connect.set(Knob.RATE, Optional.empty());
        CloudFormation cfn = new CloudFormation(connect);
        Templates templates = new Templates(connect);
        Map<String, Object> before = switch (origin) {
            case SEARCHED -> templates.searched();
            case EXACT -> templates.exact();
            case IMPORTED -> templates.imported();
        };
        before.put("ReleaseProtection", isProtected);
        HeldNumber number = connect.number(cfn.create("Number", before).property("PhoneNumberArn"))
                .orElseThrow();
        String state = number.state().toString();

        for (Map<String, Says> edit : edits(origin)) {
            connect.clearCalls();
            Map<String, Object> after = new HashMap<>(before);
            CHOOSING.forEach(after::remove);
            edit.forEach((property, says) ->
                    value(connect, number, property, says).ifPresent(value -> after.put(property, value)));

            Ending ending = cfn.update(number.arn(), before, after);

            assertThat(ending.status() + ending.errorCode())
                    .as("%s protected %s: %s", edit, isProtected, ending.event())
                    .isEqualTo(expected(edit, isProtected));
            assertThat(connect.calls()).extracting(Call::operation).isSubsetOf(READS);
            if (!ending.succeeded()) {
                assertThat(ending.message()).as("%s", edit).containsAnyOf(named(edit));
            }
        }
        assertThat(connect.number(number.arn()).orElseThrow().state()).hasToString(state);
        assertThat(connect.claimsMade()).isEqualTo(1);
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

    private static String expected(Map<String, Says> edit, boolean isProtected) {
        if (!edit.containsValue(Says.FALSE)) {
            return "SUCCESS";
        }
        boolean staysByItsNumber = edit.get("PhoneNumber") == Says.TRUE;
        return "FAILED" + (staysByItsNumber || isProtected ? "InvalidRequest" : "NotUpdatable");
    }

    /** The properties that are false: the message names one. */
    private static String[] named(Map<String, Says> edit) {
        return CHOOSING.stream()
                .filter(property -> edit.get(property) == Says.FALSE)
                .toArray(String[]::new);
    }
}
