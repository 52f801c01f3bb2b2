/** Rows that were refused: kept as they were, with the reason, until somebody repairs them. */
@NullMarked
package trunkline.bridge.quarantine;

import org.jspecify.annotations.NullMarked;
