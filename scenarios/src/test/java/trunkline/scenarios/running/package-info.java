/** A whole platform started for a story, as a person starts it. */
@NullMarked
package trunkline.scenarios.running;

import org.jspecify.annotations.NullMarked;
