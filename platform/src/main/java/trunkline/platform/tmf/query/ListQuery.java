package trunkline.platform.tmf.query;

import java.util.List;
import java.util.Optional;
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
  /** Answered when the caller names no limit; also the most that can be asked for. */
  public static final int LARGEST_PAGE = 1000;

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
}
