package trunkline.platform.tmf;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import trunkline.platform.database.Database;
import trunkline.platform.http.Route;
import trunkline.platform.log.EventLog;
import trunkline.platform.security.ReadAudit;

/** The resources of a service, ready to be served. */
public final class Resources {
  private final List<Route> routes = new ArrayList<>();
  private final Map<String, ResourceService> services = new LinkedHashMap<>();

  public Resources(
      List<ResourceType> types,
      Database database,
      EventLog log,
      Representation representation,
      ReadAudit audit,
      InstantSource clock) {
    for (ResourceType type : types) {
      var service = new ResourceService(type, database, log, representation, clock);
      services.put(type.name(), service);
      routes.addAll(new ResourceApi(type, service, representation, audit, clock).routes());
      routes.addAll(new BulkApi(type, service, database, log).routes());
    }
  }

  /** What the service's own code creates and changes resources of a type with. */
  public ResourceService of(ResourceType type) {
    ResourceService service = services.get(type.name());
    if (service == null) {
      throw new IllegalArgumentException("not a resource of this service: " + type.name());
    }
    return service;
  }

  public List<Route> routes() {
    return List.copyOf(routes);
  }
}
