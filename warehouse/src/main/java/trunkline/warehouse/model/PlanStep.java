package trunkline.warehouse.model;

/**
 * A table that a refresh would bring up.
 *
 * @param way incrementally or in full, and why in full
 */
public record PlanStep(String table, String why, String way) {}
