package trunkline.search.find;

/**
 * A resource that fits what was asked for, and why.
 *
 * @param kind as the caller writes it
 * @param field where the value stands in the resource
 * @param value normalised
 */
record Hit(
    String id, String type, String kind, String field, String value, Closeness how, double score) {}
