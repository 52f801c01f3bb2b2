/** What the services have to do with each other, and what they don't. */
@NullMarked
package trunkline.scenarios.coupling;

import org.jspecify.annotations.NullMarked;
