/** Digests by which content is known again. */
@NullMarked
package trunkline.platform.digest;

import org.jspecify.annotations.NullMarked;
