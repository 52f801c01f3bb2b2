/** Writes chunks to the platform over the bulk format; survives lost answers and restarts. */
@NullMarked
package trunkline.bridge.load;

import org.jspecify.annotations.NullMarked;
