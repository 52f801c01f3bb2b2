package trunkline.platform.tmf.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.tmf.query.AttributePath;

/**
 * How a PATCH body is to be understood, by its content type. Plain JSON is taken as a merge patch
 * (TMF630 part 1, 5.2).
 */
public enum PatchFormat {
  MERGE("application/merge-patch+json") {
    @Override
    ObjectNode result(ObjectNode resource, JsonNode patch) {
      return MergePatch.apply(resource, patch);
    }
  },
  JSON_PATCH("application/json-patch+json") {
    @Override
    ObjectNode result(ObjectNode resource, JsonNode patch) {
      return JsonPatchDocument.apply(resource, patch);
    }

    @Override
    public Stream<AttributePath> revealing(JsonNode patch) {
      return JsonPatchDocument.revealing(patch).map(AttributePath::new);
    }
  },
  JSON_PATCH_QUERY("application/json-patch-query+json") {
    @Override
    ObjectNode result(ObjectNode resource, JsonNode patch) {
      return JsonPatchQuery.apply(resource, patch);
    }

    @Override
    public Stream<AttributePath> revealing(JsonNode patch) {
      return Stream.concat(
              JsonPatchQuery.revealing(patch),
              JsonPatchQuery.plain(patch).flatMap(JsonPatchDocument::looksAt))
          .map(AttributePath::new);
    }
  },
  PLAIN("application/json") {
    @Override
    ObjectNode result(ObjectNode resource, JsonNode patch) {
      return MergePatch.apply(resource, patch);
    }
  };

  private final String mediaType;

  PatchFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  abstract ObjectNode result(ObjectNode resource, JsonNode patch);

  /**
   * The attributes whose values a caller could learn by this patch: those that it tests, copies or
   * chooses elements by.
   */
  public Stream<AttributePath> revealing(JsonNode patch) {
    return Stream.of();
  }

  /** The patched document; the given one is left as it was. */
  public ObjectNode apply(ObjectNode resource, JsonNode patch) {
    return result(resource.deepCopy(), patch);
  }

  /** Every supported media type, for an {@code Accept-Patch} header (RFC 5789). */
  public static String supported() {
    return Stream.of(values()).map(f -> f.mediaType).collect(Collectors.joining(", "));
  }

  /** The format that a Content-Type header names; refuses others with 415. */
  public static PatchFormat of(String contentType) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return Stream.of(values())
        .filter(format -> format.mediaType.equals(type))
        .findFirst()
        .orElseThrow(() -> KernelRefusals.unsupportedMediaType(supported()).asException());
  }
}
