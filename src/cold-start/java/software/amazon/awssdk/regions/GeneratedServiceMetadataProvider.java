package software.amazon.awssdk.regions;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.servicemetadata.ConnectServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.LogsServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.MonitoringServiceMetadata;

/**
 * Replaces the SDK's class of this name, which makes an object of a class of its own for each of some 350 services before
 * it answers for one. This one knows the services that the function calls, by the SDK's own data.
 */
public final class GeneratedServiceMetadataProvider implements ServiceMetadataProvider {

    @Override
    public @Nullable ServiceMetadata serviceMetadata(String endpointPrefix) {
        return switch (endpointPrefix) {
            case "connect" -> new ConnectServiceMetadata();
            case "logs" -> new LogsServiceMetadata();
            case "monitoring" -> new MonitoringServiceMetadata();
            default -> null;
        };
    }
}
