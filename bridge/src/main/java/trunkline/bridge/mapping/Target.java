package trunkline.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trunkline.bridge.mapping.TextTemplate.Piece;
import trunkline.bridge.transform.Cell;
import trunkline.bridge.transform.Condition;
import trunkline.platform.digest.Sha256;

/**
 * One resource that a row becomes. {@code resource} is the TM Forum resource as the bulk path names
 * it; {@code as} is the name by which later targets refer to its id, and two targets share it when
 * a row is one or the other; {@code when} says which rows become it, all when empty.
 */
public final class Target {
  private final String resource;
  private final String as;
  private final Optional<Condition> when;
  private final JsonTemplate body;
  private final List<Piece> references;
  private final String bodyText;

  Target(String path, String resource, String as, Optional<Condition> when, JsonNode body) {
    this.resource = resource;
    this.as = as;
    this.when = when;
    this.body = JsonTemplate.parse(path, body);
    this.bodyText = body.toString();
    List<Piece> pieces = new ArrayList<>();
    this.body.references(pieces::add);
    this.references = List.copyOf(pieces);
  }

  public String resource() {
    return resource;
  }

  public String as() {
    return as;
  }

  public boolean appliesTo(MappedRow row) {
    return when.isEmpty() || when.get().holds(row);
  }

  /** The targets whose ids the body needs. */
  List<String> needs() {
    return references.stream()
        .flatMap(
            p ->
                p instanceof Piece.Id(String name)
                    ? java.util.stream.Stream.of(name)
                    : java.util.stream.Stream.empty())
        .toList();
  }

  List<Piece> references() {
    return references;
  }

  /** The body to send, given the ids that earlier targets of the same row have got. */
  public JsonNode body(MappedRow row, Map<String, String> ids) {
    return body.fill(piece -> referred(piece, row, ids))
        .orElseThrow(() -> new IllegalStateException(resource + " has nothing in it"));
  }

  /**
   * 64 bits over all that the row gives to the body, ids aside: it tells whether a resource that
   * was written before had the same content.
   */
  public long contentHash(MappedRow row) {
    StringBuilder content = new StringBuilder(bodyText);
    for (Piece piece : references) {
      if (piece instanceof Piece.Field(String name)) {
        content.append('\0').append(row.field(name).text().map(t -> "=" + t).orElse("-"));
      }
    }
    return ByteBuffer.wrap(Sha256.bytes(content.toString())).getLong();
  }

  private static Cell referred(Piece piece, MappedRow row, Map<String, String> ids) {
    return switch (piece) {
      case Piece.Field(String name) -> row.field(name);
      case Piece.Id(String target) -> Cell.ofNullable(ids.get(target));
      case Piece.Literal(String text) -> Cell.of(text);
    };
  }
}
