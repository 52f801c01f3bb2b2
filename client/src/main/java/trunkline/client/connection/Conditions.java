package trunkline.client.connection;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Conditions on attributes of a list, all of which must hold: {@code Conditions.where("status",
 * "Active").and("validFor.startDateTime.gt", "2026-01-01")}. Their names are parameters of the
 * query, which a generated method can't have; it sends them folded into one, and a client made by
 * {@link Platform} unfolds that before it goes out.
 */
public final class Conditions {
  private static final Pattern FOLDED = Pattern.compile("(?<=[?&])attributes=([^&]*)");

  private final List<String> conditions;

  private Conditions(List<String> conditions) {
    this.conditions = List.copyOf(conditions);
  }

  /**
   * Starts with one condition.
   *
   * @param attribute its path, with an operator at its end if need be: {@code age.gte}
   */
  public static Conditions where(String attribute, String value) {
    return new Conditions(List.of(encoded(attribute) + "=" + encoded(value)));
  }

  public Conditions and(String attribute, String value) {
    var more = new ArrayList<>(conditions);
    more.addAll(where(attribute, value).conditions);
    return new Conditions(more);
  }

  /** As a part of a query string. */
  @Override
  public String toString() {
    return String.join("&", conditions);
  }

  /** A comma would mean "or", so it is encoded too. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static void unfold(HttpRequest.Builder request) {
    String uri = request.copy().build().uri().toString();
    Matcher folded = FOLDED.matcher(uri);
    if (folded.find()) {
      String conditions = URLDecoder.decode(folded.group(1), StandardCharsets.UTF_8);
      request.uri(URI.create(folded.replaceFirst(Matcher.quoteReplacement(conditions))));
    }
  }
}
