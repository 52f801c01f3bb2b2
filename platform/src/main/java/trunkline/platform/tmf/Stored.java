package trunkline.platform.tmf;

/**
 * A resource as it stands in its table.
 *
 * @param version from 1, one more with each change
 * @param body the document without {@code id} and {@code href}, as JSON text
 */
public record Stored(String id, long version, String body) {
  /** The entity tag (RFC 9110, 8.8.3). */
  String etag() {
    return "\"" + version + "\"";
  }
}
