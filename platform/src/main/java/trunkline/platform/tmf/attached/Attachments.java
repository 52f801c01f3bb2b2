package trunkline.platform.tmf.attached;

import com.fasterxml.jackson.databind.JsonNode;
import trunkline.platform.json.Json;
import trunkline.platform.refusal.KernelRefusals;

/**
 * The attachments of a resource, or of a part of one: kept elsewhere and referred to by {@code url}
 * or {@code href}. What is sent along would be copied into every event that the resource has.
 */
public final class Attachments {
  private Attachments() {}

  /** Numbers the new ones; {@code path} is where the holder is, such as {@code ""}. */
  public static void complete(JsonNode holder, String path) {
    JsonNode attachments = holder.path("attachment");
    Numbers.give(attachments);
    for (int i = 0; i < attachments.size(); i++) {
      check(attachments.get(i), path + "attachment." + i);
    }
  }

  private static void check(JsonNode attachment, String path) {
    if (attachment.hasNonNull("content")) {
      throw KernelRefusals.inlineContent(path + ".content").asException();
    }
    boolean referred =
        Json.hasText(attachment.path("url")) || Json.hasText(attachment.path("href"));
    if (attachment.isObject() && !referred) {
      throw KernelRefusals.missingAttribute(path + ".url").asException();
    }
  }
}
