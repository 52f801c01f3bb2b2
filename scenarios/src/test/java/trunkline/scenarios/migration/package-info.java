/** The story of a real customer file on its way to the marts. */
@NullMarked
package trunkline.scenarios.migration;

import org.jspecify.annotations.NullMarked;
