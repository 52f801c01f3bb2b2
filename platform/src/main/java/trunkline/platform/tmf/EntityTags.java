package trunkline.platform.tmf;

import io.helidon.http.HeaderName;
import java.util.Optional;
import java.util.regex.Pattern;
import trunkline.platform.http.Call;
import trunkline.platform.refusal.KernelRefusals;

/**
 * The entity tags of an {@code If-Match} or {@code If-None-Match} header (RFC 9110, 13.1). A weak
 * tag counts as a strong one: a version names exactly one document.
 */
record EntityTags(String text) {
  private static final String TAG = "(?:W/)?\"[!\\x23-\\x7e]*+\"";
  private static final Pattern LIST =
      Pattern.compile("\\*|" + TAG + "(?:\\s*+,\\s*+" + TAG + ")*+");

  /** The header's tags; empty when it wasn't sent. */
  static Optional<EntityTags> in(Call call, HeaderName header) {
    Optional<String> sent = call.header(header).map(String::strip);
    if (sent.isPresent() && !LIST.matcher(sent.get()).matches()) {
      throw KernelRefusals.invalidHeader(
              header.defaultCase(), "must be * or ETags as they were answered, such as \"3\"")
          .asException();
    }
    return sent.map(EntityTags::new);
  }

  boolean name(Stored stored) {
    return text.equals("*") || text.contains(stored.etag());
  }
}
