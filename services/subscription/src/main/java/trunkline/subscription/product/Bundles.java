package trunkline.subscription.product;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeSet;
import trunkline.platform.tmf.Change;
import trunkline.platform.tmf.Consequences;
import trunkline.subscription.Refusals;

/**
 * What holds between a bundle and its parts: they are here, belong to one party, form a tree, and
 * the bundle's suspension, resumption and end are theirs too, in one transaction.
 *
 * <p>All changes that matter to the bundles of a party happen one after the other, so that two
 * changes that are fine each can't be wrong together.
 */
final class Bundles implements Consequences {
  @Override
  public void lock(Change change) {
    var parties = new TreeSet<String>();
    change.before().map(Bundling::of).ifPresent(b -> parties.add(b.party()));
    change.after().map(Bundling::of).ifPresent(b -> parties.add(b.party()));
    if (matters(change)) {
      var rows = new BundleRows(change);
      parties.forEach(rows::lock);
    }
  }

  private static boolean matters(Change change) {
    if (change.before().isEmpty()) {
      return !change.after().map(Bundling::of).orElseThrow().isAlone();
    }
    return change.after().isEmpty() || isRearranged(change) || isMoved(change);
  }

  private static boolean isRearranged(Change change) {
    return !change.before().map(Bundling::of).equals(change.after().map(Bundling::of));
  }

  private static boolean isMoved(Change change) {
    return !change.before().map(ProductStatus::of).equals(change.after().map(ProductStatus::of));
  }

  @Override
  public void follow(Change change) {
    var rows = new BundleRows(change);
    if (change.after().isEmpty()) {
      checkDeleted(change, rows);
      return;
    }
    if (matters(change) && isRearranged(change)) {
      new Arrangement(change, rows).check();
    }
    if (change.before().isPresent() && isMoved(change)) {
      new Cascade(change).run(rows.parts(change.id()));
    }
  }

  private static void checkDeleted(Change change, BundleRows rows) {
    ObjectNode product = change.before().orElseThrow();
    if (!ProductStatus.hasEnded(product) && !ProductStatus.of(product).equals("created")) {
      throw Refusals.stillLives(ProductStatus.of(product)).asException();
    }
    if (rows.isNeeded(change.id())) {
      throw Refusals.stillBundled().asException();
    }
  }
}
