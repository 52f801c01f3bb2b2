package trunkline.platform.tmf;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import trunkline.platform.landing.EventLine;

/**
 * A resource as clients see it: the stored document with {@code id} and {@code href} put in front,
 * as text. Nothing is parsed on the way from the table to the socket.
 */
public final class Representation implements EventLine.Representation {
  private final String base;
  private final Map<String, String> paths;

  /** {@code base} is the public URL, without a slash at its end. */
  public Representation(String base, Iterable<ResourceType> types) {
    this.base = base;
    this.paths =
        java.util.stream.StreamSupport.stream(types.spliterator(), false)
            .collect(Collectors.toMap(ResourceType::name, ResourceType::path));
  }

  /** The public URL, without a slash at its end. */
  public String base() {
    return base;
  }

  /** Of what is told but never served: an id, and no address. */
  public static Representation withoutAddresses() {
    return new Representation("", List.of());
  }

  String href(String resourceType, String id) {
    return base + paths.get(resourceType) + "/" + id;
  }

  /** What is no resource (an erasure) has no address. */
  @Override
  public String of(String resourceType, String id, String body) {
    String head =
        paths.containsKey(resourceType)
            ? "{\"id\":\"" + id + "\",\"href\":\"" + href(resourceType, id) + "\""
            : "{\"id\":\"" + id + "\"";
    return body.equals("{}") ? head + "}" : head + "," + body.substring(1);
  }

  String of(ResourceType type, Stored stored) {
    return of(type.name(), stored.id(), stored.body());
  }
}
