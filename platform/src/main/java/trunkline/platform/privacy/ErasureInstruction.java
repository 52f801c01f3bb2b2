package trunkline.platform.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import trunkline.platform.digest.Sha256;
import trunkline.platform.json.Json;
import trunkline.platform.retention.Belonging;
import trunkline.platform.retention.Remains;

/**
 * What whoever keeps a copy of a service's log must do to it: an event of the type {@code erasure}
 * in the log itself, so that it comes after everything that it is about. It names resources and
 * what may remain of them, and nobody: whom it is about stands there as a hash.
 *
 * @param erased ids of resources by type, of which only {@code remains} stays
 * @param stripped ids of resources by type that only mentioned somebody
 * @param subjects whom they mentioned, as {@link Sha256} of their ids
 */
public record ErasureInstruction(
    String requestId,
    Map<String, Set<String>> erased,
    Map<String, Set<String>> stripped,
    Map<String, Belonging> belongings,
    Set<String> subjects) {
  /** The resource type of such an event. */
  public static final String TYPE = "erasure";

  public static final String EVENT_TYPE = "ErasureCreateEvent";

  public ErasureInstruction {
    erased = Map.copyOf(erased);
    stripped = Map.copyOf(stripped);
    belongings = Map.copyOf(belongings);
    subjects = Set.copyOf(subjects);
  }

  /** Whether it is about a resource. */
  public boolean concerns(String type, String id) {
    return isIn(erased, type, id) || isIn(stripped, type, id);
  }

  /** The ids of every resource that it is about. */
  public Set<String> resourceIds() {
    var ids = new TreeSet<String>();
    erased.values().forEach(ids::addAll);
    stripped.values().forEach(ids::addAll);
    return ids;
  }

  /** What is left of a resource's document; {@code resource} may be changed. */
  public ObjectNode obeyed(String type, String id, ObjectNode resource) {
    Belonging belonging = belongings.getOrDefault(type, Belonging.NOBODYS);
    if (Remains.isErased(resource)) {
      return resource;
    }
    if (isIn(erased, type, id)) {
      ObjectNode left = Json.mapper().createObjectNode();
      for (String address : new String[] {"id", "href"}) {
        if (resource.has(address)) {
          left.set(address, resource.get(address));
        }
      }
      return left.setAll(belonging.remains().in(resource));
    }
    belonging.strip(resource, subject -> subjects.contains(Sha256.hex(subject)));
    return resource;
  }

  private static boolean isIn(Map<String, Set<String>> ids, String type, String id) {
    return ids.getOrDefault(type, Set.of()).contains(id);
  }

  /** The event's body. */
  public ObjectNode json() {
    ObjectNode json = Json.mapper().createObjectNode().put("requestId", requestId);
    write(json.putObject("erased"), erased);
    write(json.putObject("stripped"), stripped);
    ObjectNode remains = json.putObject("remains");
    ObjectNode mentions = json.putObject("mentions");
    belongings.forEach(
        (type, belonging) -> {
          remains.set(type, belonging.remains().json());
          belonging.mentions().forEach(path -> mentions.withArray("/" + type).add(path.text()));
        });
    new TreeSet<>(subjects).forEach(json.putArray("subjects")::add);
    return json;
  }

  private static void write(ObjectNode json, Map<String, Set<String>> ids) {
    ids.forEach((type, all) -> new TreeSet<>(all).forEach(json.putArray(type)::add));
  }

  public static ErasureInstruction read(JsonNode json) {
    var belongings = new LinkedHashMap<String, Belonging>();
    json.path("remains")
        .properties()
        .forEach(
            remains -> {
              String[] mentions =
                  texts(json.path("mentions").path(remains.getKey())).toArray(String[]::new);
              belongings.put(
                  remains.getKey(),
                  Belonging.NOBODYS
                      .mentioning(mentions)
                      .kept(Belonging.NOBODYS.retention(), Remains.read(remains.getValue())));
            });
    return new ErasureInstruction(
        json.path("requestId").asText(),
        idsByType(json.path("erased")),
        idsByType(json.path("stripped")),
        belongings,
        texts(json.path("subjects")));
  }

  private static Map<String, Set<String>> idsByType(JsonNode json) {
    var ids = new LinkedHashMap<String, Set<String>>();
    json.properties().forEach(type -> ids.put(type.getKey(), texts(type.getValue())));
    return ids;
  }

  private static Set<String> texts(JsonNode array) {
    var texts = new HashSet<String>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
