package com.example.connect.phonenumber;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/**
 * What CloudFormation asks, in the provider's own words: RPDK's request goes no further than this class.
 *
 * @param previous the model before an update; empty in every other operation
 * @param tags the tags of the stack and of the model together
 * @param isRollback whether an update takes back the one before it
 * @param protectsByDefault what the type's configuration says where a template does not mention ReleaseProtection
 */
record Request(
        ResourceModel model,
        ResourceModel previous,
        Home home,
        RequestTags tags,
        RequestIdentity identity,
        PhoneNumberCalls.Page page,
        boolean isRollback,
        boolean protectsByDefault) {

    /**
     * The tags that RPDK collects.
     *
     * @param previous empty where RPDK tells none
     */
    record RequestTags(Map<String, String> desired, Optional<Map<String, String>> previous) {}

    static Request of(ResourceHandlerRequest<ResourceModel> request, @Nullable TypeConfigurationModel configuration) {
        return new Request(
                Optional.ofNullable(request.getDesiredResourceState()).orElseGet(ResourceModel::new),
                Optional.ofNullable(request.getPreviousResourceState()).orElseGet(ResourceModel::new),
                new Home(request.getAwsPartition(), request.getRegion(), request.getAwsAccountId()),
                new RequestTags(
                        Optional.ofNullable(request.getDesiredResourceTags()).orElse(Map.of()),
                        Optional.ofNullable(request.getPreviousResourceTags())),
                new RequestIdentity(
                        request.getClientRequestToken(), request.getStackId(), request.getLogicalResourceIdentifier()),
                new PhoneNumberCalls.Page(request.getMaxResults(), request.getNextToken()),
                Boolean.TRUE.equals(request.getRollback()),
                configuration != null && Boolean.TRUE.equals(configuration.getReleaseProtection()));
    }

    /** The identifier that the request names; a Refusal with NotFound where it names no number that could exist here. */
    String identifier() {
        String given = model.getPhoneNumberArn();
        return ConnectArn.parse(given)
                .filter(arn -> arn.kind().equals(ConnectArn.PHONE_NUMBER))
                .filter(home::owns)
                .map(ConnectArn::toString)
                .orElseThrow(() -> Refusal.notFound(given));
    }

    /** Whether the number is to be protected from release: as the template says, else as the type's configuration. */
    boolean wantsProtection() {
        return wantsProtection(model);
    }

    /** The same of the model before an update. */
    boolean wantedProtection() {
        return wantsProtection(previous);
    }

    private boolean wantsProtection(ResourceModel model) {
        return Optional.ofNullable(model.getReleaseProtection()).orElse(protectsByDefault);
    }
}
