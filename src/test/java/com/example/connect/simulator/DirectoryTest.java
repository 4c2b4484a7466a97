package com.example.connect.simulator;

import static com.example.connect.simulator.Clients.NUMBER;
import static com.example.connect.simulator.Clients.TOKEN;
import static com.example.connect.simulator.Clients.claim;
import static com.example.connect.simulator.Clients.search;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.Distribution;
import software.amazon.awssdk.services.connect.model.InvalidParameterException;
import software.amazon.awssdk.services.connect.model.InvalidRequestException;
import software.amazon.awssdk.services.connect.model.ListPhoneNumbersResponse;
import software.amazon.awssdk.services.connect.model.ListPhoneNumbersSummary;
import software.amazon.awssdk.services.connect.model.ListPhoneNumbersV2Request;
import software.amazon.awssdk.services.connect.model.ListPhoneNumbersV2Response;
import software.amazon.awssdk.services.connect.model.PhoneNumberCountryCode;
import software.amazon.awssdk.services.connect.model.PhoneNumberSummary;
import software.amazon.awssdk.services.connect.model.PhoneNumberType;
import software.amazon.awssdk.services.connect.model.ResourceNotFoundException;
import software.amazon.awssdk.services.connect.model.SearchAvailablePhoneNumbersResponse;
import software.amazon.awssdk.services.connect.model.TrafficDistributionGroupSummary;

/** Search, both lists of numbers, and the traffic distribution groups. */
@ExtendWith(SimulatorExtension.class)
class DirectoryTest {
    @BeforeEach
    void noLimits(ConnectSimulator simulator) {
        simulator.set(Knob.RATE, Optional.empty()).set(Knob.QUOTA, Knob.UNLIMITED);
    }

    @ParameterizedTest
    @CsvSource({
        "US, TOLL_FREE, 1000",
        "US, DID, 1000",
        "GB, DID, 1000",
        "GB, TOLL_FREE, 1000",
        "DE, DID, 1000",
        "DE, SHARED, 1000",
        "JP, DID, 1000",
        "AU, TOLL_FREE, 1000",
        "BR, DID, 1000",
        "CA, DID, 1000",
        "SG, DID, 1000",
        "DE, UIFN, 1000",
        "US, SHORT_CODE, 1000",
        "US, THIRD_PARTY_DID, 300",
        "GB, THIRD_PARTY_TF, 30"
    })
    void plentyOfPlausibleNumbersOfEachKind(String country, String type, int many, ConnectSimulator simulator) {
        Inventory inventory = new Inventory(new NumberPlan());
        NumberKind kind = new NumberKind(country, type);

        List<String> numbers = inventory.search(kind, "", 0, many).numbers();

        assertThat(numbers)
                .hasSize(many)
                .doesNotHaveDuplicates()
                .allMatch(number -> number.matches("\\+[1-9]\\d{5,14}"));
        assertThat(numbers).allMatch(number -> inventory.kind(number).equals(Optional.of(kind)));
        assertThat(search(simulator, country, type, numbers.get(0).substring(0, 2)))
                .isEqualTo(numbers.subList(0, 10));
    }

    @Test
    void repeatedSearchesGiveTheSameFirstNumbers(ConnectSimulator simulator) {
        List<String> first = search(simulator, "US", "TOLL_FREE", "+1");
        assertThat(search(simulator, "US", "TOLL_FREE", "+1")).isEqualTo(first);
        claim(simulator, first.get(0));
        List<String> second = search(simulator, "US", "TOLL_FREE", "+1");
        assertThat(second.subList(0, 9)).isEqualTo(first.subList(1, 10));
    }

    @Test
    void aPrefixNarrowsTheSearch(ConnectSimulator simulator) {
        assertThat(search(simulator, "US", "DID", "+1415"))
                .hasSize(10)
                .allMatch(number -> number.matches("\\+1415\\d{7}"));
        assertThat(search(simulator, "GB", "DID", "+44161"))
                .hasSize(10)
                .allMatch(number -> number.startsWith("+44161"));
        assertThat(search(simulator, "US", "DID", "+49")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"+12065550100, US, DID", "+442079460000, GB, DID", "+4930123456, DE, DID", "+493012345678, DE, DID"})
    void theFirstElevenDigitsOfAnAvailableNumberFindIt(
            String number, String country, String type, ConnectSimulator simulator) {
        String prefix = number.substring(0, Math.min(12, number.length()));
        assertThat(search(simulator, country, type, prefix)).contains(number);
        claim(simulator, number);
        assertThat(search(simulator, country, type, prefix)).doesNotContain(number);
    }

    @Test
    void aSearchPagesThroughWithoutRepeatingItself(ConnectSimulator simulator) {
        List<String> seen = new ArrayList<>();
        Optional<String> token = Optional.empty();
        for (int page = 0; page < 5; page++) {
            Optional<String> from = token;
            SearchAvailablePhoneNumbersResponse answer = Clients.to(simulator)
                    .searchAvailablePhoneNumbers(
                            s -> s.instanceId(simulator.account().instanceId())
                                    .phoneNumberCountryCode(PhoneNumberCountryCode.US)
                                    .phoneNumberType(PhoneNumberType.DID)
                                    .maxResults(7)
                                    .applyMutation(b -> from.ifPresent(b::nextToken)));
            answer.availableNumbersList().forEach(available -> seen.add(available.phoneNumber()));
            token = Optional.of(answer.nextToken());
            claim(simulator, seen.get(seen.size() - 1));
        }
        assertThat(seen).hasSize(35).doesNotHaveDuplicates();
    }

    @Test
    void aSearchThatCanShowAllHasNoNextToken(ConnectSimulator simulator) {
        SearchAvailablePhoneNumbersResponse answer = Clients.to(simulator)
                .searchAvailablePhoneNumbers(
                        s -> s.instanceId(simulator.account().instanceId())
                                .phoneNumberCountryCode(PhoneNumberCountryCode.US)
                                .phoneNumberType(PhoneNumberType.DID)
                                .phoneNumberPrefix(NUMBER));
        assertThat(answer.availableNumbersList()).hasSize(1);
        assertThat(answer.nextToken()).isNull();
    }

    @Test
    void aSearchNeedsATarget(ConnectSimulator simulator) {
        assertThatThrownBy(() -> Clients.to(simulator)
                        .searchAvailablePhoneNumbers(s -> s.phoneNumberCountryCode(PhoneNumberCountryCode.US)
                                .phoneNumberType(PhoneNumberType.DID)))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void theListIsFilteredByTargetCountryTypeAndPrefix(ConnectSimulator simulator) {
        String other = simulator.account().otherInstanceArn();
        claim(simulator, "+12065550100");
        claim(simulator, "+18335550100", c -> c.targetArn(other));
        claim(simulator, "+442079460000");

        assertThat(listed(simulator, l -> {})).hasSize(3);
        assertThat(listed(simulator, l -> l.targetArn(other))).containsExactly("+18335550100");
        assertThat(listed(simulator, l -> l.phoneNumberCountryCodes(PhoneNumberCountryCode.GB)))
                .containsExactly("+442079460000");
        assertThat(listed(simulator, l -> l.phoneNumberTypes(PhoneNumberType.TOLL_FREE)))
                .containsExactly("+18335550100");
        assertThat(listed(simulator, l -> l.phoneNumberPrefix("+1"))).containsExactly("+12065550100", "+18335550100");
        assertThat(listed(simulator, l -> l.phoneNumberPrefix("12065550100"))).containsExactly("+12065550100");
    }

    private static List<String> listed(ConnectSimulator simulator, Consumer<ListPhoneNumbersV2Request.Builder> filter) {
        return Clients.to(simulator).listPhoneNumbersV2(filter).listPhoneNumbersSummaryList().stream()
                .map(ListPhoneNumbersSummary::phoneNumber)
                .toList();
    }

    @Test
    void aNumberThatMovedThereAndBackIsListedOnceAndWhereItIs(ConnectSimulator simulator) {
        String here = simulator.account().instanceArn();
        String there = simulator.account().otherInstanceArn();
        String id = claim(simulator, NUMBER);
        simulator.advance(Duration.ofSeconds(10));
        for (String target : List.of(there, here, there)) {
            Clients.to(simulator).updatePhoneNumber(u -> u.phoneNumberId(id).targetArn(target));
            simulator.advance(Duration.ofSeconds(10));
        }

        assertThat(listed(simulator, l -> {})).containsExactly(NUMBER);
        assertThat(listed(simulator, l -> l.targetArn(there))).containsExactly(NUMBER);
        assertThat(listed(simulator, l -> l.targetArn(here))).isEmpty();
    }

    @Test
    void aNumberClaimedAgainWhileItsReleaseIsStillShownIsListedOnce(ConnectSimulator simulator) {
        simulator.set(Knob.STALE_RELEASE, Duration.ofSeconds(60)).set(Knob.COOLDOWN, Duration.ZERO);
        String first = claim(simulator, NUMBER);
        simulator.advance(Duration.ofSeconds(10));
        Clients.to(simulator).releasePhoneNumber(r -> r.phoneNumberId(first));
        assertThat(listed(simulator, l -> {})).containsExactly(NUMBER);
        simulator.advance(Duration.ofSeconds(1));

        claim(simulator, NUMBER, c -> c.targetArn(simulator.account().otherInstanceArn()));
        assertThat(listed(simulator, l -> {})).containsExactly(NUMBER);
        simulator.advance(Duration.ofSeconds(60));
        assertThat(listed(simulator, l -> {})).containsExactly(NUMBER);
    }

    @Test
    void aReleasedNumberIsOfferedInItsOldPlace(ConnectSimulator simulator) {
        simulator.set(Knob.COOLDOWN, Duration.ZERO);
        List<String> first = search(simulator, "US", "DID", "+1206");
        String third = claim(simulator, first.get(2));
        simulator.advance(Duration.ofSeconds(10));
        assertThat(search(simulator, "US", "DID", "+1206")).doesNotContain(first.get(2));

        Clients.to(simulator).releasePhoneNumber(r -> r.phoneNumberId(third));
        simulator.advance(Duration.ofSeconds(1));
        assertThat(search(simulator, "US", "DID", "+1206")).isEqualTo(first);
    }

    @Test
    void theListTellsNeitherStatusNorTags(ConnectSimulator simulator) {
        String id = claim(simulator, NUMBER, c -> c.phoneNumberDescription("front desk"));
        ListPhoneNumbersSummary item = Clients.to(simulator)
                .listPhoneNumbersV2(l -> {})
                .listPhoneNumbersSummaryList()
                .get(0);
        assertThat(item.phoneNumberId()).isEqualTo(id);
        assertThat(item.phoneNumberArn()).isEqualTo(simulator.account().phoneNumberArn(id));
        assertThat(item.targetArn()).isEqualTo(simulator.account().instanceArn());
        assertThat(item.phoneNumberDescription()).isEqualTo("front desk");
    }

    @Test
    void theListPagesStablyWhileNumbersComeAndGo(ConnectSimulator simulator) {
        List<String> numbers = search(simulator, "US", "DID", "+1");
        numbers.forEach(number -> claim(simulator, number));
        simulator.advance(Duration.ofSeconds(2));
        List<String> sorted = numbers.stream().sorted().toList();

        ListPhoneNumbersV2Response first = Clients.to(simulator).listPhoneNumbersV2(l -> l.maxResults(4));
        String released = simulator.number(sorted.get(4)).orElseThrow().id();
        Clients.to(simulator).releasePhoneNumber(r -> r.phoneNumberId(released));
        ListPhoneNumbersV2Response second =
                Clients.to(simulator).listPhoneNumbersV2(l -> l.maxResults(1000).nextToken(first.nextToken()));

        List<String> seen = new ArrayList<>();
        first.listPhoneNumbersSummaryList().forEach(item -> seen.add(item.phoneNumber()));
        second.listPhoneNumbersSummaryList().forEach(item -> seen.add(item.phoneNumber()));
        List<String> expected = new ArrayList<>(sorted);
        expected.remove(4);
        assertThat(seen).isEqualTo(expected);
        assertThat(second.nextToken()).isNull();
    }

    @Test
    void theOlderListTellsOtherTypesAndArns(ConnectSimulator simulator) {
        ConnectClient client = Clients.to(simulator);
        String instance = simulator.account().instanceId();
        String shared = search(simulator, "DE", "SHARED", "+49").get(0);
        claim(simulator, shared);
        claim(simulator, NUMBER);
        claim(simulator, "+18335550100", c -> c.targetArn(simulator.account().otherInstanceArn()));

        assertThat(client.listPhoneNumbers(l -> l.instanceId(instance)).phoneNumberSummaryList())
                .extracting(PhoneNumberSummary::phoneNumber)
                .containsExactly(NUMBER, shared);
        assertThat(client.listPhoneNumbers(
                                l -> l.instanceId(instance).phoneNumberCountryCodes(PhoneNumberCountryCode.DE))
                        .phoneNumberSummaryList())
                .singleElement()
                .satisfies(item -> assertThat(item.phoneNumberType()).isEqualTo(PhoneNumberType.DID));
        assertThat(client.listPhoneNumbers(l -> l.instanceId(instance).phoneNumberTypes(PhoneNumberType.TOLL_FREE))
                        .phoneNumberSummaryList())
                .isEmpty();
        ListPhoneNumbersResponse first =
                client.listPhoneNumbers(l -> l.instanceId(instance).maxResults(1));
        String arn = first.phoneNumberSummaryList().get(0).arn();
        assertThatThrownBy(() -> client.listTagsForResource(t -> t.resourceArn(arn)))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(client.listPhoneNumbers(l -> l.instanceId(instance).nextToken(first.nextToken()))
                        .phoneNumberSummaryList())
                .hasSize(1);
        assertThatThrownBy(() -> client.listPhoneNumbers(l -> l.instanceId(TOKEN)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void theGroupsAreListedAndTellTheirDistribution(ConnectSimulator simulator) {
        SimulatedAccount account = simulator.account();
        ConnectClient client = Clients.to(simulator);
        ConnectClient other = Clients.to(simulator, "us-west-2");
        for (ConnectClient either : List.of(client, other)) {
            assertThat(either.listTrafficDistributionGroups(l -> l.instanceId(account.instanceId()))
                            .trafficDistributionGroupSummaryList())
                    .extracting(TrafficDistributionGroupSummary::arn)
                    .containsExactly(account.tdgArn());
            assertThat(either.getTrafficDistribution(g -> g.id(account.tdgArn()))
                            .telephonyConfig()
                            .distributions())
                    .extracting(Distribution::region, Distribution::percentage)
                    .containsExactly(tuple("us-east-1", 100), tuple("us-west-2", 0));
        }
        assertThat(client.listTrafficDistributionGroups(l -> l.instanceId(account.otherInstanceArn()))
                        .trafficDistributionGroupSummaryList())
                .isEmpty();
        assertThat(client.getTrafficDistribution(g -> g.id(account.tdgId())).arn())
                .isEqualTo(account.tdgArn());
        assertThatThrownBy(() -> other.getTrafficDistribution(g -> g.id(account.tdgId())))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> client.getTrafficDistribution(g -> g.id("nothing")))
                .isInstanceOf(InvalidRequestException.class);
        Clients.checkErrors(simulator);
    }

    @Test
    void whetherATargetMayBeNamedTwiceIsAKnob(ConnectSimulator simulator) {
        SimulatedAccount account = simulator.account();
        assertThat(listed(simulator, l -> l.targetArn(account.instanceArn()).instanceId(account.instanceId())))
                .isEmpty();
        assertThatThrownBy(() ->
                        listed(simulator, l -> l.targetArn(account.tdgArn()).instanceId(account.instanceId())))
                .isInstanceOf(InvalidParameterException.class);
        simulator.set(Knob.TARGET_TWICE, false);
        assertThatThrownBy(() -> listed(
                        simulator, l -> l.targetArn(account.instanceArn()).instanceId(account.instanceId())))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void aMadeUpNextTokenIsInvalid(ConnectSimulator simulator) {
        assertThatThrownBy(() -> Clients.to(simulator).listPhoneNumbersV2(l -> l.nextToken("?")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void aSearchPassesByWhatIsTakenAndComesBackToWhatIsReturned() {
        Inventory inventory = new Inventory(new NumberPlan());
        NumberKind kind = new NumberKind("US", "DID");
        List<String> held = inventory.search(kind, "", 0, 5000).numbers();
        held.forEach(inventory::take);
        List<String> next = inventory.search(kind, "", 0, 10).numbers();
        assertThat(next).hasSize(10).doesNotContainAnyElementsOf(new HashSet<>(held));
        inventory.putBack(held.get(7));
        assertThat(inventory.search(kind, "", 0, 10).numbers().get(0)).isEqualTo(held.get(7));
    }
}
