package trunkline.subscription.product;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import trunkline.platform.tmf.Change;
import trunkline.subscription.Refusals;

/** Checks that a product stands rightly between its parts and its bundle. */
final class Arrangement {
  private final Change change;
  private final BundleRows rows;
  private final ObjectNode product;

  Arrangement(Change change, BundleRows rows) {
    this.change = change;
    this.rows = rows;
    this.product = change.after().orElseThrow();
  }

  void check() {
    Set<String> parts = rows.parts(change.id());
    parts.forEach(part -> checkPair(product, found(part)));
    rows.bundles(change.id()).forEach(bundle -> checkPair(found(bundle), product));
    checkNoCircle();
    parts.forEach(this::checkOneBundle);
    checkOneBundle(change.id());
  }

  private ObjectNode found(String id) {
    return change.find(id).orElseThrow(() -> Refusals.notHere().asException());
  }

  private static void checkPair(ObjectNode bundle, ObjectNode part) {
    Bundling whole = Bundling.of(bundle);
    if (!whole.isBundle()) {
      throw Refusals.notABundle().asException();
    }
    if (!whole.party().equals(Bundling.of(part).party())) {
      throw Refusals.ofAnotherParty().asException();
    }
    if (ProductStatus.hasEnded(bundle) && !ProductStatus.hasEnded(part)) {
      throw Refusals.bundleEnded().asException();
    }
  }

  private void checkOneBundle(String part) {
    if (rows.bundles(part).size() > 1) {
      throw Refusals.inTwoBundles().asException();
    }
  }

  /** A circle leads from the product up to itself. */
  private void checkNoCircle() {
    var above = new ArrayDeque<>(rows.bundles(change.id()));
    Set<String> seen = new HashSet<>();
    while (!above.isEmpty()) {
      String bundle = above.pop();
      if (bundle.equals(change.id())) {
        throw Refusals.circle().asException();
      }
      if (seen.add(bundle)) {
        above.addAll(rows.bundles(bundle));
      }
    }
  }
}
