/** Counts and sums that must balance, and the report that shows them. */
@NullMarked
package trunkline.bridge.reconcile;

import org.jspecify.annotations.NullMarked;
