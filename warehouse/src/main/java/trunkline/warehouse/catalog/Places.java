package trunkline.warehouse.catalog;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.rest.requests.CreateTableRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.jspecify.annotations.Nullable;

/**
 * Where a table may lie: in the folder of the tables and nowhere else. This process writes metadata
 * where a table says, with the rights that it has itself.
 *
 * @param root the location of that folder
 */
record Places(String root) {
  private static final Set<String> PLACES =
      Set.of(
          "write.metadata.path",
          "write.data.path",
          "write.object-storage.path",
          "write.folder-storage.path",
          "write.location-provider.impl");

  void check(CreateTableRequest request) {
    checkPlace(request.location());
    checkProperties(request.properties());
  }

  void check(UpdateTableRequest request) {
    for (MetadataUpdate update : request.updates()) {
      if (update instanceof MetadataUpdate.SetLocation moved) {
        checkPlace(moved.location());
      }
      if (update instanceof MetadataUpdate.SetProperties set) {
        checkProperties(set.updated());
      }
    }
  }

  private void checkPlace(@Nullable String location) {
    if (location == null) {
      return;
    }
    if (!URI.create(location).normalize().toString().startsWith(root + "/")) {
      throw new ForbiddenException("A table lies below %s: leave its location out", root);
    }
  }

  private static void checkProperties(@Nullable Map<String, String> properties) {
    for (String property : properties == null ? Set.<String>of() : properties.keySet()) {
      if (PLACES.contains(property)) {
        throw new ForbiddenException("A table lies where it is: leave %s out", property);
      }
    }
  }
}
