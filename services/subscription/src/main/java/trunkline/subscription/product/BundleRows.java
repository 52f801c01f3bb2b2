package trunkline.subscription.product;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import trunkline.platform.json.Json;
import trunkline.platform.tmf.Change;
import trunkline.subscription.Refusals;

/**
 * Who is a part of what, as it stands in the table, within one transaction. Either side may say so:
 * the bundle that it bundles a product, or the product that it is bundled by the bundle.
 */
final class BundleRows {
  /** As many as one product can name. */
  static final int MOST_PARTS = 1000;

  private final Change change;

  BundleRows(Change change) {
    this.change = change;
  }

  /** The parts of a bundle, one level down. */
  Set<String> parts(String bundle) {
    Set<String> parts = naming(bundle, Bundling.BUNDLED_BY);
    change.find(bundle).map(Bundling::of).ifPresent(b -> parts.addAll(b.parts()));
    if (parts.size() > MOST_PARTS) {
      throw Refusals.tooManyParts(MOST_PARTS).asException();
    }
    return parts;
  }

  /** The bundles that a product is a part of, one level up. */
  Set<String> bundles(String part) {
    Set<String> bundles = naming(part, Bundling.BUNDLES);
    change.find(part).map(Bundling::of).ifPresent(b -> bundles.addAll(b.bundles()));
    return bundles;
  }

  /** Whether a product that has not ended names this one in either way. */
  boolean isNeeded(String id) {
    Set<String> naming = naming(id, Bundling.BUNDLED_BY);
    naming.addAll(naming(id, Bundling.BUNDLES));
    return naming.stream()
        .flatMap(other -> change.find(other).stream())
        .anyMatch(other -> !ProductStatus.hasEnded(other));
  }

  /** Makes everything about the bundles of a party wait for the end of this transaction. */
  void lock(String party) {
    String sql =
        """
        SELECT pg_advisory_xact_lock(hashtextextended('bundles ' || current_setting('trunkline.tenant') || ' ' || ?, 0))
        """;
    change.call(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, party);
            return statement.execute();
          }
        });
  }

  private Set<String> naming(String id, Set<String> types) {
    String sql = "SELECT * FROM matching_product(CAST(? AS jsonpath), ?)";
    return change.call(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, path(id, types));
            statement.setInt(2, MOST_PARTS + 1);
            Set<String> ids = new TreeSet<>();
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
              ids.add(rows.getString(1));
            }
            return ids;
          }
        });
  }

  private static String path(String id, Set<String> types) {
    String type =
        types.stream()
            .map(t -> "@.relationshipType == " + Json.write(t))
            .collect(Collectors.joining(" || "));
    return "$.productRelationship[*] ? ((%s) && @.product.id == %s)"
        .formatted(type, Json.write(id));
  }
}
