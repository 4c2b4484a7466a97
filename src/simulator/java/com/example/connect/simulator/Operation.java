package com.example.connect.simulator;

import static com.example.connect.simulator.Parameter.FLOW;
import static com.example.connect.simulator.Parameter.GROUP;
import static com.example.connect.simulator.Parameter.INSTANCE;
import static com.example.connect.simulator.Parameter.NEXT_TOKEN;
import static com.example.connect.simulator.Parameter.NUMBER;
import static com.example.connect.simulator.Parameter.TOKEN;
import static com.example.connect.simulator.Parameter.body;
import static com.example.connect.simulator.Parameter.mostResults;
import static com.example.connect.simulator.Parameter.path;
import static com.example.connect.simulator.Parameter.query;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The operations served: method, path and parameters as in the service's model (botocore, connect 2017-08-08). */
enum Operation {
    CLAIM(
            "ClaimPhoneNumber",
            "POST /phone-number/claim",
            body("TargetArn", Bound.TEXT),
            body("InstanceId", Bound.INSTANCE_ID),
            body("PhoneNumber", Bound.PHONE_NUMBER).must(),
            body("PhoneNumberDescription", Bound.DESCRIPTION),
            body("Tags", Bound.TAGS),
            body("ClientToken", Bound.CLIENT_TOKEN)),
    IMPORT(
            "ImportPhoneNumber",
            "POST /phone-number/import",
            body("InstanceId", Bound.INSTANCE_ID).must(),
            body("SourcePhoneNumberArn", Bound.TEXT).must(),
            body("PhoneNumberDescription", Bound.DESCRIPTION),
            body("Tags", Bound.TAGS),
            body("ClientToken", Bound.CLIENT_TOKEN)),
    SEARCH(
            "SearchAvailablePhoneNumbers",
            "POST /phone-number/search-available",
            body("TargetArn", Bound.TEXT),
            body("InstanceId", Bound.INSTANCE_ID),
            body("PhoneNumberCountryCode", Bound.COUNTRY).must(),
            body("PhoneNumberType", Bound.TYPE).must(),
            body("PhoneNumberPrefix", Bound.PREFIX),
            body("MaxResults", Bound.integer(1, 10)),
            body("NextToken", Bound.NEXT_TOKEN)),
    LIST(
            "ListPhoneNumbersV2",
            "POST /phone-number/list",
            body("TargetArn", Bound.TEXT),
            body("InstanceId", Bound.INSTANCE_ID),
            body("MaxResults", Bound.integer(1, 1000)),
            body("NextToken", Bound.NEXT_TOKEN),
            body("PhoneNumberCountryCodes", Bound.list(0, 10, Bound.COUNTRY)),
            body("PhoneNumberTypes", Bound.list(0, 6, Bound.TYPE)),
            body("PhoneNumberPrefix", Bound.PREFIX)),
    DESCRIBE("DescribePhoneNumber", "GET /phone-number/{PhoneNumberId}", NUMBER),
    UPDATE(
            "UpdatePhoneNumber",
            "PUT /phone-number/{PhoneNumberId}",
            NUMBER,
            body("TargetArn", Bound.TEXT),
            body("InstanceId", Bound.INSTANCE_ID),
            body("ClientToken", Bound.CLIENT_TOKEN)),
    UPDATE_METADATA(
            "UpdatePhoneNumberMetadata",
            "PUT /phone-number/{PhoneNumberId}/metadata",
            NUMBER,
            body("PhoneNumberDescription", Bound.DESCRIPTION),
            body("ClientToken", Bound.CLIENT_TOKEN)),
    RELEASE("ReleasePhoneNumber", "DELETE /phone-number/{PhoneNumberId}", NUMBER, TOKEN),
    ASSOCIATE_FLOW(
            "AssociatePhoneNumberContactFlow",
            "PUT /phone-number/{PhoneNumberId}/contact-flow",
            NUMBER,
            body("InstanceId", Bound.INSTANCE_ID).must(),
            body("ContactFlowId", Bound.FLOW_ID).must()),
    DISASSOCIATE_FLOW(
            "DisassociatePhoneNumberContactFlow",
            "DELETE /phone-number/{PhoneNumberId}/contact-flow",
            NUMBER,
            query("InstanceId", "instanceId", Bound.INSTANCE_ID).must()),
    BATCH_GET_FLOW(
            "BatchGetFlowAssociation",
            "POST /flow-associations-batch/{InstanceId}",
            INSTANCE,
            body("ResourceIds", Bound.list(1, 100, Bound.TEXT)).must(),
            body("ResourceType", Bound.ASSOCIATED_TYPE)),
    LIST_FLOWS(
            "ListFlowAssociations",
            "GET /flow-associations-summary/{InstanceId}",
            INSTANCE,
            query("ResourceType", "ResourceType", Bound.ASSOCIATED_TYPE),
            NEXT_TOKEN,
            mostResults(1000)),
    CREATE_INSTANCE(
            "CreateInstance",
            "PUT /instance",
            body("ClientToken", Bound.CLIENT_TOKEN),
            body("IdentityManagementType", Bound.DIRECTORY_TYPE).must(),
            body("InstanceAlias", Bound.ALIAS),
            body("DirectoryId", Bound.DIRECTORY_ID),
            body("InboundCallsEnabled", Bound.FLAG).must(),
            body("OutboundCallsEnabled", Bound.FLAG).must(),
            body("Tags", Bound.TAGS)),
    DELETE_INSTANCE("DeleteInstance", "DELETE /instance/{InstanceId}", INSTANCE, TOKEN),
    DESCRIBE_INSTANCE("DescribeInstance", "GET /instance/{InstanceId}", INSTANCE),
    LIST_ATTRIBUTES(
            "ListInstanceAttributes", "GET /instance/{InstanceId}/attributes", INSTANCE, NEXT_TOKEN, mostResults(7)),
    UPDATE_ATTRIBUTE(
            "UpdateInstanceAttribute",
            "POST /instance/{InstanceId}/attribute/{AttributeType}",
            INSTANCE,
            path("AttributeType", Bound.ATTRIBUTE_TYPE),
            body("Value", Bound.text(1, 100)).must(),
            body("ClientToken", Bound.CLIENT_TOKEN)),
    LIST_INSTANCES("ListInstances", "GET /instance", NEXT_TOKEN, mostResults(10)),
    LIST_V1(
            "ListPhoneNumbers",
            "GET /phone-numbers-summary/{InstanceId}",
            INSTANCE,
            query("PhoneNumberTypes", "phoneNumberTypes", Bound.list(0, 6, Bound.TYPE)),
            query("PhoneNumberCountryCodes", "phoneNumberCountryCodes", Bound.list(0, 10, Bound.COUNTRY)),
            NEXT_TOKEN,
            mostResults(1000)),
    CREATE_FLOW(
            "CreateContactFlow",
            "PUT /contact-flows/{InstanceId}",
            INSTANCE,
            body("Name", Bound.text(1, Integer.MAX_VALUE)).must(),
            body("Type", Bound.FLOW_TYPE).must(),
            body("Description", Bound.TEXT),
            body("Content", Bound.TEXT).must(),
            body("Status", Bound.FLOW_STATUS),
            body("Tags", Bound.TAGS)),
    DELETE_FLOW("DeleteContactFlow", "DELETE /contact-flows/{InstanceId}/{ContactFlowId}", INSTANCE, FLOW),
    DESCRIBE_FLOW("DescribeContactFlow", "GET /contact-flows/{InstanceId}/{ContactFlowId}", INSTANCE, FLOW),
    LIST_CONTACT_FLOWS(
            "ListContactFlows",
            "GET /contact-flows-summary/{InstanceId}",
            INSTANCE,
            query("ContactFlowTypes", "contactFlowTypes", Bound.list(0, 10, Bound.FLOW_TYPE)),
            NEXT_TOKEN,
            mostResults(1000)),
    UPDATE_FLOW_CONTENT(
            "UpdateContactFlowContent",
            "POST /contact-flows/{InstanceId}/{ContactFlowId}/content",
            INSTANCE,
            FLOW,
            body("Content", Bound.TEXT).must()),
    UPDATE_FLOW_METADATA(
            "UpdateContactFlowMetadata",
            "POST /contact-flows/{InstanceId}/{ContactFlowId}/metadata",
            INSTANCE,
            FLOW,
            body("Name", Bound.text(1, Integer.MAX_VALUE)),
            body("Description", Bound.TEXT),
            body("ContactFlowState", Bound.FLOW_STATE)),
    GET_DISTRIBUTION("GetTrafficDistribution", "GET /traffic-distribution/{Id}", path("Id", Bound.TDG)),
    LIST_TDGS(
            "ListTrafficDistributionGroups",
            "GET /traffic-distribution-groups",
            mostResults(10),
            NEXT_TOKEN,
            query("InstanceId", "instanceId", Bound.INSTANCE_ID_OR_ARN)),
    CREATE_TDG(
            "CreateTrafficDistributionGroup",
            "PUT /traffic-distribution-group",
            body("Name", Bound.GROUP_NAME).must(),
            body("Description", Bound.GROUP_DESCRIPTION),
            body("InstanceId", Bound.INSTANCE_ID_OR_ARN).must(),
            body("ClientToken", Bound.CLIENT_TOKEN),
            body("Tags", Bound.TAGS)),
    DESCRIBE_TDG(
            "DescribeTrafficDistributionGroup", "GET /traffic-distribution-group/{TrafficDistributionGroupId}", GROUP),
    DELETE_TDG(
            "DeleteTrafficDistributionGroup", "DELETE /traffic-distribution-group/{TrafficDistributionGroupId}", GROUP),
    TAG(
            "TagResource",
            "POST /tags/{resourceArn}",
            path("resourceArn", Bound.TEXT),
            body("tags", Bound.TAGS).must()),
    UNTAG(
            "UntagResource",
            "DELETE /tags/{resourceArn}",
            path("resourceArn", Bound.TEXT),
            query("tagKeys", "tagKeys", Bound.TAG_KEYS).must()),
    LIST_TAGS("ListTagsForResource", "GET /tags/{resourceArn}", path("resourceArn", Bound.TEXT));

    // Belief (official; names): Methods, paths, members and their places are those of the service model. Source:
    // botocore 1.44.5, service-2.json of connect. Test: ModelConformanceTest#methodAndPathAreTheModels,
    // ModelConformanceTest#membersTravelAsTheModelSays, ModelConformanceTest#theOperationsAreTheModelsAndNoOthers.
    private final String wireName;
    private final String method;

    @SuppressWarnings("ImmutableEnumChecker")
    private final PathTemplate template;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Parameter> parameters;

    Operation(String wireName, String route, Parameter... parameters) {
        this.wireName = wireName;
        int space = route.indexOf(' ');
        this.method = route.substring(0, space);
        this.template = PathTemplate.of(route.substring(space + 1));
        this.parameters = List.of(parameters);
    }

    /** The operation that a request is for; paths with fixed words come before those with a label in their place. */
    static Optional<Operation> of(WireRequest request) {
        List<String> segments = request.segments();
        return Arrays.stream(values())
                .filter(operation -> operation.method.equals(request.method()) && operation.template.fits(segments))
                .findFirst();
    }

    /** The operation of that name in the model. */
    static Operation named(String wireName) {
        return Arrays.stream(values())
                .filter(operation -> operation.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no operation " + wireName + "; there are "
                        + Arrays.stream(values()).map(Operation::wireName).toList()));
    }

    PathTemplate template() {
        return template;
    }

    String wireName() {
        return wireName;
    }

    String method() {
        return method;
    }

    List<Parameter> parameters() {
        return parameters;
    }

    /** The IAM action of the call itself. */
    String action() {
        return "connect:" + wireName;
    }
}
