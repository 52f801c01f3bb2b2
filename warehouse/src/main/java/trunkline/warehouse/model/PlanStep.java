package trunkline.warehouse.model;

/** A table that a refresh would make anew, and why. */
public record PlanStep(String table, String why) {}
