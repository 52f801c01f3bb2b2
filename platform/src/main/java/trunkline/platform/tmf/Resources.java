package trunkline.platform.tmf;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import trunkline.platform.database.Database;
import trunkline.platform.http.Route;
import trunkline.platform.log.EventLog;
import trunkline.platform.security.ReadAudit;

/** The resources of a service, ready to be served. */
public final class Resources {
  private final List<Route> routes = new ArrayList<>();

  public Resources(
      List<ResourceType> types,
      Database database,
      EventLog log,
      Representation representation,
      ReadAudit audit,
      InstantSource clock) {
    for (ResourceType type : types) {
      var service = new ResourceService(type, database, log, representation, clock);
      routes.addAll(new ResourceApi(type, service, representation, audit, clock).routes());
      routes.addAll(new BulkApi(type, service, database, log).routes());
    }
  }

  public List<Route> routes() {
    return List.copyOf(routes);
  }
}
