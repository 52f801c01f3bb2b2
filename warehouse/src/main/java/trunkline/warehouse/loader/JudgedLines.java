package trunkline.warehouse.loader;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a batch, parted: events to load, and what is no event. */
record JudgedLines(List<byte[]> good, List<Refused> refused) {
  /** A line that is no event: its number from 1, why, and its text as far as it is text. */
  record Refused(long line, String reason, String text) {}

  /**
   * @param reasons one for each line; null for a good one
   * @param harmless the reason that neither loads nor quarantines a line
   */
  static JudgedLines of(List<byte[]> lines, List<@Nullable String> reasons, String harmless) {
    List<byte[]> good = new ArrayList<>();
    List<Refused> refused = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String reason = reasons.get(i);
      if (reason == null) {
        good.add(lines.get(i));
      } else if (!reason.equals(harmless)) {
        refused.add(new Refused(i + 1L, reason, new String(lines.get(i), StandardCharsets.UTF_8)));
      }
    }
    return new JudgedLines(good, refused);
  }
}
