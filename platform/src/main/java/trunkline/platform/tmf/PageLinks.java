package trunkline.platform.tmf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import trunkline.platform.tmf.query.ListQuery;

/**
 * The Link header of a list (RFC 8288; TMF630 part 1, 4.5): first, prev, next, last, each as far as
 * there is one.
 */
public final class PageLinks {
  private PageLinks() {}

  /**
   * {@code collection} is the list's href; empty when the page is the whole list or the caller
   * wants no resources at all.
   */
  static Optional<String> of(String collection, String rawQuery, ListQuery query, Page page) {
    String list = collection.substring(0, collection.length() - 1);
    return of(list, rawQuery, query, page.resources().size(), page.total(), page.exact());
  }

  /**
   * The same for any list at {@code url}, of which {@code shown} are answered out of {@code total}.
   */
  public static Optional<String> of(
      String url, String rawQuery, ListQuery query, int shown, long total, boolean exact) {
    if (query.limit() == 0 || (query.offset() == 0 && shown >= total)) {
      return Optional.empty();
    }
    String base = url + "?" + withoutPaging(rawQuery);
    long lastOffset = total == 0 ? 0 : (total - 1) / query.limit() * query.limit();
    List<String> links = new ArrayList<>();
    links.add(link(base, 0, query.limit(), "first"));
    if (query.offset() > 0) {
      links.add(link(base, Math.max(0, query.offset() - query.limit()), query.limit(), "prev"));
    }
    if (query.offset() + shown < total && shown > 0) {
      links.add(link(base, query.offset() + (long) query.limit(), query.limit(), "next"));
    }
    if (exact) {
      links.add(link(base, lastOffset, query.limit(), "last"));
    }
    return Optional.of(String.join(", ", links));
  }

  private static String withoutPaging(String rawQuery) {
    String rest =
        Arrays.stream(rawQuery.split("&"))
            .filter(p -> !p.isEmpty() && !p.startsWith("offset=") && !p.startsWith("limit="))
            .map(p -> p.replace(">", "%3E").replace("<", "%3C").replace("\"", "%22"))
            .collect(Collectors.joining("&"));
    return rest.isEmpty() ? "" : rest + "&";
  }

  private static String link(String base, long offset, int limit, String relation) {
    return "<%soffset=%d&limit=%d>; rel=\"%s\"".formatted(base, offset, limit, relation);
  }
}
