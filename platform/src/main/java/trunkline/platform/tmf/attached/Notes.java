package trunkline.platform.tmf.attached;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import trunkline.platform.json.Json;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.values.Periods;

/** The notes of a resource, or of a part of one. A note is nothing without its text. */
public final class Notes {
  private Notes() {}

  /** Numbers and dates the new ones; {@code path} is where the holder is, such as {@code ""}. */
  public static void complete(JsonNode holder, String path, Instant now) {
    JsonNode notes = holder.path("note");
    Numbers.give(notes);
    for (int i = 0; i < notes.size(); i++) {
      if (notes.get(i) instanceof ObjectNode note) {
        complete(note, path + "note." + i, now);
      }
    }
  }

  private static void complete(ObjectNode note, String path, Instant now) {
    if (!Json.hasText(note.path("text"))) {
      throw KernelRefusals.missingAttribute(path + ".text").asException();
    }
    if (Periods.instant(note.path("date"), path + ".date").isEmpty()) {
      note.put("date", Periods.text(now));
    }
  }
}
