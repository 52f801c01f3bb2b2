package trunkline.bridge.mapping;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import trunkline.bridge.transform.Cell;
import trunkline.bridge.transform.Texts;
import trunkline.platform.digest.Sha256;

/**
 * Rows that agree in all match fields are one customer; the first in the source's order stays.
 *
 * @param match fields compared without case, accents and spacing; a row with a blank among them
 *     matches nobody
 * @param atMost the brake: more rows than this with one match key are all kept, and reported
 */
public record MergeRule(String name, List<String> match, int atMost) {
  public MergeRule {
    match = List.copyOf(match);
  }

  /** The row's match key: 128 bits, so that two persons never share one by chance. */
  public Optional<UUID> key(MappedRow row) {
    StringBuilder text = new StringBuilder();
    for (String field : match) {
      Cell cell = row.field(field);
      Optional<String> comparable = cell.text().map(Texts::comparable).filter(t -> !t.isEmpty());
      if (comparable.isEmpty()) {
        return Optional.empty();
      }
      text.append(comparable.get()).append('\0');
    }
    return Optional.of(hash(text.toString()));
  }

  private static UUID hash(String text) {
    ByteBuffer bytes = ByteBuffer.wrap(Sha256.bytes(text));
    return new UUID(bytes.getLong(), bytes.getLong());
  }
}
