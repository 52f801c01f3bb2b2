package trunkline.platform.tmf;

import java.util.List;

/**
 * One page of a list.
 *
 * @param total resources that match in all
 * @param exact false when there are so many that the planner's estimate stands for the count
 */
record Page(List<Stored> resources, long total, boolean exact) {}
