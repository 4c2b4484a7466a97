package com.example.connect.verification.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.HeldNumber;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.SimulatorExtension;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Templates;
import com.example.connect.verification.hostile.HostileDeliveries.Answer;
import com.example.connect.verification.hostile.HostileModels.Defect;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeProperty;
import net.jqwik.api.lifecycle.BeforeTry;

/**
 * Generated models of every kind through {@code handleRequest}: refused with a message that names the property and the
 * remedy, before any call that changes something; never a failure without a reason. RPDK refuses a part of them before
 * any handler (docs/refusals.md shows which); those that reach one are counted, and so are the properties that
 * were refused, or the test could be of nothing.
 *
 * <p>{@code -Djqwik.tries.default=N} sets the tries of each property, {@code -Dhostile.least=N} how many models must
 * have reached a handler.
 */
class HostileInputTest {

    private static final int LEAST = Integer.getInteger("hostile.least", 1200);

    private static final Pattern REMEDY =
            Pattern.compile("\\b(write|give|choose|remove|name one|correct|keep|loosen|import)\\b");

    /** Codes that an event may have that is not refused as hostile, because the service judges the value. */
    private static final Set<String> ALLOWED = Set.of("InvalidRequest", "NotFound", "NotUpdatable", "AlreadyExists");

    private static final HostileDeliveries DELIVERIES = new HostileDeliveries();

    private final ConnectSimulator connect = SimulatorExtension.simulator();
    private final HostileModels models = new HostileModels(connect.account());
    private CloudFormation cfn = new CloudFormation(connect);
    private Templates templates = new Templates(connect);
    private String arn = "";
    private JsonNode read = CloudFormation.JSON.nullNode();

    @BeforeProperty
    void start() {
        connect.reset();
        connect.set(Knob.RATE, Optional.empty()).set(Knob.QUOTA, Knob.UNLIMITED);
        cfn = new CloudFormation(connect);
        templates = new Templates(connect);
        createAgain();
    }

    private void createAgain() {
        arn = cfn.create("Number", templates.searched()).property("PhoneNumberArn");
        read = cfn.read(arn).model();
    }

    @BeforeTry
    void another() {
        if (connect.number(arn).isEmpty() || connect.numbers().size() > 100) {
            start();
        }
        cfn = new CloudFormation(connect);
        connect.clearCalls();
    }

    @Provide
    Arbitrary<Defect> defects() {
        return models.defects();
    }

    @Provide
    Arbitrary<String> identifiers() {
        return models.identifiers();
    }

    @Provide
    Arbitrary<ObjectNode> anything() {
        return models.anything();
    }

    @Provide
    Arbitrary<String> actions() {
        return Arbitraries.of("CREATE", "UPDATE", "READ", "DELETE", "LIST");
    }

    @Provide
    Arbitrary<Boolean> seldom() {
        return Arbitraries.integers().between(0, 9).map(drawn -> drawn == 0);
    }

    /** Where RPDK is not to check a create or update by the schema, it is made to think that it did so before. */
    private ObjectNode payload(String action, JsonNode model, boolean pastTheSchema) {
        ObjectNode previous = action.equals("UPDATE") ? CloudFormation.model(arn, templates.searched()) : null;
        ObjectNode payload = cfn.payload(action, "Hostile", model, previous);
        if (pastTheSchema) {
            payload.putObject("callbackContext");
        }
        return payload;
    }

    @Property
    void createNamesThePropertyAndTheRemedyBeforeAnyCall(@ForAll("defects") Defect defect) {
        checkRefused(defect, DELIVERIES.deliver(payload("CREATE", defect.in(templates), true)));

        assertThat(connect.calls()).isEmpty();
    }

    @Property
    void updateNamesThePropertyAndTheRemedyAndChangesNothing(@ForAll("defects") Defect defect) {
        Map<String, String> before = account();
        ObjectNode model = defect.in(templates).put("PhoneNumberArn", arn);

        checkRefused(defect, DELIVERIES.deliver(payload("UPDATE", model, true)));

        assertThat(account()).isEqualTo(before);
    }

    @Property
    void listNamesThePropertyAndTheRemedy(@ForAll("defects") Defect defect) {
        ObjectNode filter = CloudFormation.JSON.createObjectNode();
        filter.set(defect.property(), defect.value());
        boolean filters = Set.of("TargetArn", "InstanceId", "Type", "CountryCode", "Prefix")
                .contains(defect.property());

        Answer answer = DELIVERIES.deliver(payload("LIST", filter, false));

        if (filters) {
            checkRefused(defect, answer);
        } else {
            assertThat(answer.code()).isIn("", "InvalidRequest");
        }
    }

    private static void checkRefused(Defect defect, Answer answer) {
        assertThat(answer.reached()).as("reaches a handler").isTrue();
        assertThat(answer.code()).as("%s", answer.event()).isEqualTo("InvalidRequest");
        assertThat(answer.message()).contains(defect.property()).containsPattern(REMEDY);
        checkReadable(answer);
        DELIVERIES.refused(defect.property());
    }

    private static void checkReadable(Answer answer) {
        assertThat(answer.message())
                .isNotBlank()
                .hasSizeLessThan(1500)
                .doesNotContain("Exception:", "\tat ", "A bug", "java.")
                .doesNotContainPattern("\\p{Cntrl}");
    }

    @Property
    void whatNamesNoNumberIsNotFound(@ForAll("identifiers") String identifier, @ForAll("actions") String action) {
        if (action.equals("CREATE") || action.equals("LIST")) {
            return;
        }
        ObjectNode model = CloudFormation.JSON.createObjectNode().put("PhoneNumberArn", identifier);

        Answer answer = DELIVERIES.deliver(payload(action, model, true));

        if (answer.event().path("status").asText().equals("IN_PROGRESS")) {
            assertThat(action)
                    .as("a read answers at once; a delete and an update wait for a number to become visible")
                    .isIn("DELETE", "UPDATE");
            return;
        }
        assertThat(answer.code()).as("%s", answer.event()).isEqualTo("NotFound");
        checkReadable(answer);
        DELIVERIES.refused("PhoneNumberArn");
    }

    @Property
    void readAndDeleteWorkFromTheIdentifierAloneWhateverElseIsThere(
            @ForAll("anything") ObjectNode model, @ForAll("seldom") boolean deletes) {
        model.put("PhoneNumberArn", arn);

        Answer answer = DELIVERIES.deliver(payload(deletes ? "DELETE" : "READ", model, deletes));

        if (!answer.reached()) {
            assertThat(answer.code()).isEqualTo("InvalidRequest");
        } else if (deletes) {
            assertThat(answer.event().path("status").asText()).isEqualTo("IN_PROGRESS");
            assertThat(connect.number(arn)).isEmpty();
        } else {
            assertThat(answer.event().path("resourceModel")).isEqualTo(read);
        }
    }

    @Property
    void whateverComesEndsWithAReason(
            @ForAll("anything") ObjectNode hostile,
            @ForAll("actions") String action,
            @ForAll boolean onTopOfAGoodOne,
            @ForAll boolean pastTheSchema) {
        ObjectNode model = CloudFormation.JSON.createObjectNode();
        if (onTopOfAGoodOne) {
            Map<String, Object> good = new HashMap<>(templates.searched());
            model.setAll(CloudFormation.JSON.<ObjectNode>valueToTree(good));
        }
        model.setAll(hostile);
        if (action.equals("UPDATE")) {
            model.put("PhoneNumberArn", arn);
        }

        Answer answer = DELIVERIES.deliver(payload(action, model, pastTheSchema));

        if (answer.event().path("status").asText().equals("FAILED")) {
            assertThat(answer.code()).as("%s", answer.event()).isIn(ALLOWED);
            if (answer.reached()) {
                checkReadable(answer);
            }
        }
    }

    private Map<String, String> account() {
        Map<String, String> account = new TreeMap<>();
        for (HeldNumber number : connect.numbers()) {
            account.put(number.arn(), number.state().toString());
        }
        return account;
    }

    @AfterContainer
    static void theModelsReachedTheHandlersAndEveryPropertyWasRefused() {
        System.out.println(DELIVERIES);
        assertThat(DELIVERIES.reached()).isGreaterThanOrEqualTo(LEAST).isGreaterThan(DELIVERIES.delivered() / 2);
        assertThat(DELIVERIES.actionsReached()).contains("CREATE", "UPDATE", "READ", "DELETE", "LIST");
        int share = DELIVERIES.delivered() / 200;
        List<String> properties = new ArrayList<>(HostileModels.TEXT_PROPERTIES);
        properties.addAll(List.of("Tags", "PhoneNumberArn"));
        assertThat(properties)
                .allSatisfy(property ->
                        assertThat(DELIVERIES.refusals(property)).as(property).isGreaterThan(share));
    }
}
