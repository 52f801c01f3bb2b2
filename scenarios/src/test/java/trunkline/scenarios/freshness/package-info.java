/** How long a change takes from a service to a mart. */
@NullMarked
package trunkline.scenarios.freshness;

import org.jspecify.annotations.NullMarked;
