package trunkline.platform.tmf.reference;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trunkline.platform.database.Database;
import trunkline.platform.log.EventLog;
import trunkline.platform.refusal.Refused;
import trunkline.platform.tmf.ResourceService;
import trunkline.platform.tmf.ResourceType;
import trunkline.platform.tmf.Resources;
import trunkline.platform.tmf.query.AttributePath;

/**
 * Changes the references in this service's own resources, as any client would: by version, with an
 * event for each.
 */
final class ReferringResources {
  private static final Logger LOG = LoggerFactory.getLogger(ReferringResources.class);

  /** One commit for so many; more would keep others from changing them for long. */
  private static final int BATCH = 100;

  /** Looked for at a time. The search begins anew each time, so they are many. */
  private static final int FOUND_AT_ONCE = 20_000;

  private final List<ResourceType> types;
  private final Resources resources;
  private final Database database;
  private final EventLog log;

  ReferringResources(
      List<ResourceType> types, Resources resources, Database database, EventLog log) {
    this.types = types.stream().filter(type -> !type.references().isEmpty()).toList();
    this.resources = resources;
    this.database = database;
    this.log = log;
  }

  /** Whether any resource of this service refers to another. */
  boolean isEmpty() {
    return types.isEmpty();
  }

  /** Changes every reference to the edit's resource; interrupted, it can be called again. */
  void change(String tenant, String correlationId, ReferenceEdit edit) {
    for (ResourceType type : types) {
      for (AttributePath path : type.references()) {
        changeAll(tenant, type, edit.matching(path), new Change(correlationId, edit));
      }
    }
  }

  /** What was changed is not found again; what may not be changed is, and is tried once. */
  private void changeAll(String tenant, ResourceType type, String path, Change change) {
    Set<String> tried = new HashSet<>();
    List<String> found = find(tenant, type, path, FOUND_AT_ONCE);
    while (!found.isEmpty()) {
      for (int from = 0; from < found.size(); from += BATCH) {
        List<String> batch = found.subList(from, Math.min(from + BATCH, found.size()));
        changeBatch(tenant, type, batch, change);
      }
      tried.addAll(found);
      found = find(tenant, type, path, FOUND_AT_ONCE + tried.size());
      found.removeAll(tried);
    }
  }

  /** By the inverted index, for which matching_… is the door (V0002). */
  private List<String> find(String tenant, ResourceType type, String path, int atMost) {
    String sql = "SELECT * FROM matching_%s(CAST(? AS jsonpath), ?)".formatted(type.table());
    return database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, path);
            statement.setInt(2, atMost);
            var ids = new ArrayList<String>();
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
              ids.add(rows.getString(1));
            }
            return ids;
          }
        });
  }

  /** All in one commit, unless one is refused: then each in its own. */
  private void changeBatch(String tenant, ResourceType type, List<String> ids, Change change) {
    ResourceService service = resources.of(type);
    try {
      database.inTransaction(
          tenant,
          connection -> {
            ids.forEach(id -> change.make(service, tenant, type, id));
            return ids.size();
          });
      log.appended();
    } catch (Refused refused) {
      ids.forEach(id -> changeOne(service, tenant, type, id, change));
    }
  }

  private static void changeOne(
      ResourceService service, String tenant, ResourceType type, String id, Change change) {
    try {
      change.make(service, tenant, type, id);
    } catch (Refused refused) {
      String code = refused.refusal().code();
      if (code.equals("contended")) {
        throw refused; // others are quicker: the whole event comes again
      }
      // it is gone, or its own rules keep it as it was: a record of what happened stays so
      LOG.info("{} {} keeps a reference as it is: {}", type.name(), id, code);
    }
  }

  /** An edit on behalf of whoever caused it. */
  private record Change(String correlationId, ReferenceEdit edit) {
    void make(ResourceService service, String tenant, ResourceType type, String id) {
      service.change(
          tenant,
          id,
          correlationId,
          document -> {
            type.references().forEach(path -> edit.apply(document, path));
            return document;
          });
    }
  }
}
