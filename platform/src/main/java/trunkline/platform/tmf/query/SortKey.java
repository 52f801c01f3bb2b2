package trunkline.platform.tmf.query;

/**
 * One key of {@code sort=-a,+b}; a resource without the attribute comes last (TMF630 part 1, 4.6).
 */
record SortKey(AttributePath path, boolean descending) {}
