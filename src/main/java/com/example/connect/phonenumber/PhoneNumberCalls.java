package com.example.connect.phonenumber;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.AssociatePhoneNumberContactFlowRequest;
import software.amazon.awssdk.services.connect.model.AvailableNumberSummary;
import software.amazon.awssdk.services.connect.model.BatchGetFlowAssociationRequest;
import software.amazon.awssdk.services.connect.model.BatchGetFlowAssociationResponse;
import software.amazon.awssdk.services.connect.model.ClaimPhoneNumberRequest;
import software.amazon.awssdk.services.connect.model.ClaimPhoneNumberResponse;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
import software.amazon.awssdk.services.connect.model.DescribeContactFlowRequest;
import software.amazon.awssdk.services.connect.model.DescribeContactFlowResponse;
import software.amazon.awssdk.services.connect.model.DescribePhoneNumberRequest;
import software.amazon.awssdk.services.connect.model.DescribeTrafficDistributionGroupRequest;
import software.amazon.awssdk.services.connect.model.DisassociatePhoneNumberContactFlowRequest;
import software.amazon.awssdk.services.connect.model.ImportPhoneNumberRequest;
import software.amazon.awssdk.services.connect.model.ImportPhoneNumberResponse;
import software.amazon.awssdk.services.connect.model.ListFlowAssociationResourceType;
import software.amazon.awssdk.services.connect.model.ListPhoneNumbersSummary;
import software.amazon.awssdk.services.connect.model.ListPhoneNumbersV2Request;
import software.amazon.awssdk.services.connect.model.ListPhoneNumbersV2Response;
import software.amazon.awssdk.services.connect.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.connect.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.connect.model.PhoneNumberStatus;
import software.amazon.awssdk.services.connect.model.ReleasePhoneNumberRequest;
import software.amazon.awssdk.services.connect.model.SearchAvailablePhoneNumbersRequest;
import software.amazon.awssdk.services.connect.model.SearchAvailablePhoneNumbersResponse;
import software.amazon.awssdk.services.connect.model.TagResourceRequest;
import software.amazon.awssdk.services.connect.model.TrafficDistributionGroup;
import software.amazon.awssdk.services.connect.model.UntagResourceRequest;
import software.amazon.awssdk.services.connect.model.UpdatePhoneNumberMetadataRequest;
import software.amazon.awssdk.services.connect.model.UpdatePhoneNumberRequest;

/**
 * The one door to Amazon Connect: a method for each call, named after its IAM action. Each throws a {@link ConnectFault}
 * for anything but a response of Connect with what the call is for, and no other exception. The service model requires
 * no member of any answer: what else is absent is empty, and an element of a list that names nothing is left out. A number is
 * always named by its full ARN, the only name that works in every Region of a traffic distribution group.
 */
final class PhoneNumberCalls {

    private final ConnectClient client;
    private final ConnectTransport transport;

    /** The door for the numbers of a Region; where none is named, of the one that the SDK finds in its environment. */
    PhoneNumberCalls(@Nullable String region, ConnectTransport transport) {
        this(ConnectClients.in(region), transport);
    }

    PhoneNumberCalls(ConnectClient client, ConnectTransport transport) {
        this.client = client;
        this.transport = transport;
    }

    /** One page of at most 10 numbers that can be claimed. */
    SearchAvailablePhoneNumbersResponse searchAvailablePhoneNumbers(
            ConnectArn target, Search search, @Nullable String nextToken) {
        SearchAvailablePhoneNumbersResponse page = transport.call(
                SearchAvailablePhoneNumbersRequest.builder()
                        .targetArn(target.toString())
                        .phoneNumberType(search.type())
                        .phoneNumberCountryCode(search.country())
                        .phoneNumberPrefix(search.prefix().orElse(null))
                        // Belief (official; search): A page of a search has at most 10 numbers. Source: service model,
                        // MaxResult10. Test: ModelConformanceTest#boundsAreTheModels.
                        .maxResults(10)
                        .nextToken(nextToken)
                        .build(),
                client::searchAvailablePhoneNumbers);
        return page.copy(told ->
                told.availableNumbersList(named(page.availableNumbersList(), AvailableNumberSummary::phoneNumber)));
    }

    /** Claims a number and tags it in the same step; answers its ARN at once, while the claim goes on. */
    String claimPhoneNumber(String number, ClaimTerms terms) {
        // Belief (official; claims): A claim makes the number and its tags in one step. Source: service model,
        // ClaimPhoneNumber: Tags. Test: CreateTest#exactCreateClaimsThatNumberWithDescriptionAndTagsOfResourceAndStack,
        // CreateInDoubtTest#aSearchedCreateThatCrashesRightAfterTheClaimEndsWithOneNumber.
        ClaimPhoneNumberResponse answer = transport.call(
                ClaimPhoneNumberRequest.builder()
                        .targetArn(terms.target().toString())
                        .phoneNumber(number)
                        .phoneNumberDescription(terms.description().orElse(null))
                        .tags(terms.tags())
                        .clientToken(terms.clientToken())
                        .build(),
                client::claimPhoneNumber);
        return transport.sound(
                "ClaimPhoneNumber", arn(answer.phoneNumberArn(), answer.phoneNumberId(), terms.target()));
    }

    /** A number, with its ARN and some status; a fault with NOT_FOUND where there is none. */
    ClaimedPhoneNumberSummary describePhoneNumber(String arn) {
        ClaimedPhoneNumberSummary number = transport.sound(
                "DescribePhoneNumber",
                transport
                        .call(
                                DescribePhoneNumberRequest.builder()
                                        .phoneNumberId(arn)
                                        .build(),
                                client::describePhoneNumber)
                        .claimedPhoneNumberSummary());
        @Nullable PhoneNumberStatus status = number.phoneNumberStatus();
        boolean hasStatus = status != null && status.statusAsString() != null;
        return number.copy(known -> known.phoneNumberArn(Objects.requireNonNullElse(number.phoneNumberArn(), arn))
                .phoneNumberStatus(hasStatus ? status : Reading.UNKNOWN));
    }

    /** The same; empty where Connect says that there is no such number. */
    Optional<ClaimedPhoneNumberSummary> findPhoneNumber(String arn) {
        try {
            ClaimedPhoneNumberSummary number = describePhoneNumber(arn);
            return Optional.of(number);
        } catch (ConnectFault fault) {
            if (fault.is(ConnectError.NOT_FOUND)) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    /** One page of the numbers that the account holds in the Region; null and empty filters are none. */
    ListPhoneNumbersV2Response listPhoneNumbersV2(@Nullable ConnectArn target, NumberFilter filter, Page asked) {
        ListPhoneNumbersV2Response page = transport.call(
                ListPhoneNumbersV2Request.builder()
                        .targetArn(target == null ? null : target.toString())
                        .phoneNumberTypesWithStrings(filter.types())
                        .phoneNumberCountryCodesWithStrings(filter.countries())
                        .phoneNumberPrefix(filter.prefix().orElse(null))
                        .maxResults(asked.size())
                        .nextToken(asked.token())
                        .build(),
                client::listPhoneNumbersV2);
        return page.copy(told -> told.listPhoneNumbersSummaryList(
                named(page.listPhoneNumbersSummaryList(), ListPhoneNumbersSummary::phoneNumberArn)));
    }

    /** Imports a number of AWS End User Messaging to an instance, tagged in the same step; otherwise like a claim. */
    String importPhoneNumber(String source, ClaimTerms terms) {
        ImportPhoneNumberResponse answer = transport.call(
                ImportPhoneNumberRequest.builder()
                        // Belief (official; claims): ImportPhoneNumber takes an InstanceId and no TargetArn. Source:
                        // service model. Test: ImportTest#aTrafficDistributionGroupIsRefusedAndToldTheWay.
                        .instanceId(terms.target().id())
                        .sourcePhoneNumberArn(source)
                        .phoneNumberDescription(terms.description().orElse(null))
                        .tags(terms.tags())
                        .clientToken(terms.clientToken())
                        .build(),
                client::importPhoneNumber);
        return transport.sound(
                "ImportPhoneNumber", arn(answer.phoneNumberArn(), answer.phoneNumberId(), terms.target()));
    }

    /** A contact flow as its instance shows it; a fault with NOT_FOUND where there is none, NOT_PUBLISHED for a draft. */
    DescribeContactFlowResponse describeContactFlow(FlowArn flow) {
        return transport.call(
                DescribeContactFlowRequest.builder()
                        .instanceId(flow.instance().id())
                        .contactFlowId(flow.id())
                        .build(),
                client::describeContactFlow);
    }

    void associatePhoneNumberContactFlow(String arn, FlowArn flow) {
        transport.call(
                AssociatePhoneNumberContactFlowRequest.builder()
                        .phoneNumberId(arn)
                        .instanceId(flow.instance().id())
                        .contactFlowId(flow.id())
                        .build(),
                client::associatePhoneNumberContactFlow);
    }

    void disassociatePhoneNumberContactFlow(String arn, FlowArn flow) {
        transport.call(
                DisassociatePhoneNumberContactFlowRequest.builder()
                        .phoneNumberId(arn)
                        .instanceId(flow.instance().id())
                        .build(),
                client::disassociatePhoneNumberContactFlow);
    }

    /** The ARN of the flow that a number is bound to in an instance; empty where it is bound to none. */
    Optional<String> batchGetFlowAssociation(ConnectArn instance, String arn) {
        BatchGetFlowAssociationResponse answer = transport.call(
                BatchGetFlowAssociationRequest.builder()
                        .instanceId(instance.id())
                        .resourceIds(arn)
                        .resourceType(ListFlowAssociationResourceType.VOICE_PHONE_NUMBER)
                        .build(),
                client::batchGetFlowAssociation);
        return answer.flowAssociationSummaryList().stream()
                .filter(association -> association != null && arn.equals(association.resourceId()))
                .flatMap(association -> Stream.ofNullable(association.flowId()))
                .findFirst();
    }

    /** The instance of a traffic distribution group; empty where Connect does not tell it. */
    Optional<ConnectArn> describeTrafficDistributionGroup(ConnectArn group) {
        @Nullable
        TrafficDistributionGroup answer = transport
                .call(
                        DescribeTrafficDistributionGroupRequest.builder()
                                .trafficDistributionGroupId(group.toString())
                                .build(),
                        client::describeTrafficDistributionGroup)
                .trafficDistributionGroup();
        return Optional.ofNullable(answer).flatMap(told -> ConnectArn.parse(told.instanceArn()));
    }

    /** Moves a number to another target. */
    void updatePhoneNumber(String arn, ConnectArn target, String token) {
        transport.call(
                UpdatePhoneNumberRequest.builder()
                        .phoneNumberId(arn)
                        .targetArn(target.toString())
                        .clientToken(token)
                        .build(),
                client::updatePhoneNumber);
    }

    /** Sets a number's description; an empty one clears it. */
    void updatePhoneNumberMetadata(String arn, String description, String token) {
        transport.call(
                UpdatePhoneNumberMetadataRequest.builder()
                        .phoneNumberId(arn)
                        .phoneNumberDescription(description)
                        .clientToken(token)
                        .build(),
                client::updatePhoneNumberMetadata);
    }

    void releasePhoneNumber(String arn, String token) {
        transport.call(
                ReleasePhoneNumberRequest.builder()
                        .phoneNumberId(arn)
                        .clientToken(token)
                        .build(),
                client::releasePhoneNumber);
    }

    void tagResource(String arn, Map<String, String> tags) {
        transport.call(TagResourceRequest.builder().resourceArn(arn).tags(tags).build(), client::tagResource);
    }

    void untagResource(String arn, List<String> keys) {
        transport.call(
                UntagResourceRequest.builder().resourceArn(arn).tagKeys(keys).build(), client::untagResource);
    }

    /** The tags of a number; empty where the answer leaves them out, a fault where there is no such number. */
    Optional<Map<String, String>> listTagsForResource(String arn) {
        ListTagsForResourceResponse answer = transport.call(
                ListTagsForResourceRequest.builder().resourceArn(arn).build(), client::listTagsForResource);
        return answer.hasTags() ? Optional.of(answer.tags()) : Optional.empty();
    }

    /** The tags of a number as it is described; where that leaves them out, as their own call tells them. */
    Map<String, String> tagsOf(ClaimedPhoneNumberSummary number) {
        return number.hasTags()
                ? number.tags()
                : listTagsForResource(number.phoneNumberArn()).orElse(Map.of());
    }

    /** Which page of a list; null for the first, and for Connect's own size. */
    record Page(@Nullable Integer size, @Nullable String token) {}

    /** What a list is narrowed to. */
    record NumberFilter(List<String> types, List<String> countries, Optional<String> prefix) {}

    /** The ARN of a number that was made; where only its id is told, the ARN that it has beside its target. */
    private static @Nullable String arn(@Nullable String arn, @Nullable String id, ConnectArn target) {
        return ConnectArn.parse(arn)
                .or(() -> target.beside(ConnectArn.PHONE_NUMBER, id))
                .map(ConnectArn::toString)
                .orElse(null);
    }

    private static <T> List<T> named(List<T> elements, Function<T, @Nullable String> name) {
        return elements.stream()
                .filter(element -> element != null && name.apply(element) != null)
                .toList();
    }
}
