package trunkline.search.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import trunkline.platform.digest.Sha256;
import trunkline.platform.json.Json;
import trunkline.search.projection.KnownType;
import trunkline.search.reading.Freshness;

/**
 * The answer, in a shape of our own: the specification of TMF717 could not be had. Each part holds
 * resources as their own API answers them, and how fresh they are (contracts/schemas/
 * customer360.schema.json).
 *
 * @param base the public URL, without a slash at its end
 */
record Customer360(String base, Whole whole, Instant now, Duration staleAfter, boolean masked) {
  static final String PATH = "/tmf-api/customer360/v4/customer360";

  ObjectNode json() {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("id", whole.id()).put("href", base + PATH + "/" + whole.id());
    json.put("@type", "Customer360");
    whole.parts().forEach(found -> json.set(found.part().name(), part(found)));
    return json;
  }

  private Freshness freshness(Found found) {
    return Freshness.of(found.part().service(), whole.feeds(), now, staleAfter);
  }

  private ObjectNode part(Found found) {
    Freshness freshness = freshness(found);
    Instant asOf = freshness.asOf();
    ObjectNode part = Json.mapper().createObjectNode();
    part.put("state", freshness.state().name().toLowerCase(Locale.ROOT));
    if (asOf != null) {
      part.put("asOf", asOf.toString());
      if (freshness.state() == Freshness.State.STALE) {
        part.put("staleSince", asOf.toString());
      }
    }
    part.put("service", found.part().service()).put("total", found.total());
    var items = part.putArray("item");
    found.resources().forEach(resource -> items.add(item(resource)));
    return part;
  }

  private ObjectNode item(Found.Resource resource) {
    ObjectNode item = Json.mapper().createObjectNode();
    item.put("id", resource.id());
    KnownType.find(resource.type())
        .ifPresent(type -> item.put("href", base + type.path() + "/" + resource.id()));
    item.setAll((ObjectNode) Json.parse(resource.body()));
    if (masked) {
      Masking.mask(item);
    }
    return item;
  }

  /**
   * Weak (RFC 9110, 8.8.1): the same for the same resources in the same state of freshness,
   * although {@code asOf} moves on.
   */
  String etag() {
    var seen = new StringBuilder(masked ? "masked" : "clear");
    for (Found found : whole.parts()) {
      seen.append('|').append(freshness(found).state()).append(found.total());
      found
          .resources()
          .forEach(r -> seen.append(',').append(r.id()).append('=').append(r.version()));
    }
    return "W/\"" + HexFormat.of().formatHex(Sha256.bytes(seen.toString()), 0, 16) + "\"";
  }
}
