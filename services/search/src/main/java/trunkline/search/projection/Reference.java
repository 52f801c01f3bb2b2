package trunkline.search.projection;

/**
 * One resource belongs to another.
 *
 * @param member the id of what belongs
 * @param owner the id of whom it belongs to; may not be known here yet, or ever
 * @param via the attribute that says so
 */
record Reference(String member, String owner, String via) {}
