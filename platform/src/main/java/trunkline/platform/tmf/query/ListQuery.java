package trunkline.platform.tmf.query;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A list request, understood.
 *
 * @param conditions all of which must hold; each is a list of terms of which one must hold
 * @param filter a JSON path predicate over {@code @}, from {@code filter=} (TMF630 part 6)
 * @param paged whether the caller asked for a page by {@code limit} or {@code offset}
 */
public record ListQuery(
    List<List<Term>> conditions,
    Optional<JsonPathFilter> filter,
    Fields fields,
    List<SortKey> sort,
    int offset,
    int limit,
    boolean paged) {
  /** Answered when the caller names no limit; Link and X-Total-Count tell of the rest. */
  static final int USUAL_PAGE = 100;

  /** The most that can be asked for. */
  public static final int LARGEST_PAGE = 1000;

  static final String HIDDEN = "***";

  public ListQuery {
    conditions = conditions.stream().map(List::copyOf).toList();
    sort = List.copyOf(sort);
  }

  /**
   * Every attribute whose value could be learned from which resources the answer holds, or from
   * their order.
   */
  public Stream<AttributePath> revealing() {
    Stream<AttributePath> compared = conditions.stream().flatMap(List::stream).map(Term::path);
    Stream<AttributePath> inFilter = filter.stream().flatMap(f -> f.paths().stream());
    return Stream.of(compared, inFilter, sort.stream().map(SortKey::path)).flatMap(s -> s);
  }

  /**
   * What was asked, for the audit: attributes and operators, but no value that was compared with an
   * attribute for which {@code personal} holds. A hash instead of the value would be no better:
   * names are few enough to try them all. Of a JSON path filter only the attributes are told.
   */
  public String withoutValues(Predicate<AttributePath> personal) {
    Stream<String> compared =
        conditions.stream()
            .map(
                terms ->
                    terms.stream()
                        .map(term -> term.text(personal.test(term.path())))
                        .collect(Collectors.joining(";")));
    Stream<String> inFilter =
        filter.stream()
            .map(
                f ->
                    f.paths().stream()
                        .map(AttributePath::text)
                        .collect(Collectors.joining(",", "filter=", ":" + HIDDEN)));
    Stream<String> sorted =
        sort.stream().map(key -> "sort=" + (key.descending() ? "-" : "") + key.path().text());
    Stream<String> page = paged ? Stream.of("offset=" + offset, "limit=" + limit) : Stream.of();
    return Stream.of(compared, inFilter, sorted, page)
        .flatMap(s -> s)
        .collect(Collectors.joining("&"));
  }
}
