package software.amazon.awssdk.regions;

/**
 * In place of the SDK's class of this name, which makes an object of a class of its own for each of some 50 Regions, to
 * tell their names in English. Here a Region's name is its id.
 */
public final class GeneratedRegionMetadataProvider implements RegionMetadataProvider {

    @Override
    public RegionMetadata regionMetadata(Region region) {
        return new IdAndPartition(region);
    }

    private record IdAndPartition(Region region) implements RegionMetadata {

        @Override
        public String id() {
            return region.id();
        }

        @Override
        public String domain() {
            return partition().dnsSuffix();
        }

        @Override
        public PartitionMetadata partition() {
            return PartitionMetadata.of(region);
        }

        @Override
        public String description() {
            return region.id();
        }
    }
}
