package trunkline.platform.tmf;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import trunkline.platform.database.Database;

/** Writes changes of one resource type together with their {@link Consequences}. */
final class ChangeWriter {
  private final Database database;
  private final Consequences consequences;

  ChangeWriter(Database database, ResourceType type) {
    this.database = database;
    this.consequences = type.consequences();
  }

  /** False when the write found another version than it expected: then nothing was written. */
  boolean write(Change change, BooleanSupplier write) {
    if (consequences.equals(Consequences.NONE)) {
      return write.getAsBoolean();
    }
    return database.inTransaction(
        change.tenant(),
        connection -> {
          consequences.lock(change);
          boolean written = write.getAsBoolean();
          if (written) {
            consequences.follow(change);
          }
          return written;
        });
  }

  /** Stores many new resources; the keys that were new, with the ids that they made. */
  Map<String, String> createAll(String tenant, List<Change> changes, Creation creation) {
    if (consequences.equals(Consequences.NONE)) {
      return creation.run();
    }
    return database.inTransaction(
        tenant,
        connection -> {
          changes.forEach(consequences::lock);
          Map<String, String> created = creation.run();
          Set<String> ids = Set.copyOf(created.values());
          changes.stream().filter(c -> ids.contains(c.id())).forEach(consequences::follow);
          return created;
        });
  }

  /** Writes many at once. */
  @FunctionalInterface
  interface Creation {
    Map<String, String> run();
  }
}
