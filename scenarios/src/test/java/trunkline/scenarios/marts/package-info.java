/** Every mart held against what the services themselves say. */
@NullMarked
package trunkline.scenarios.marts;

import org.jspecify.annotations.NullMarked;
