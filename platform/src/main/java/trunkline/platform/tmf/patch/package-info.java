/** The three patch formats of TMF630 part 1 and part 5. */
@NullMarked
package trunkline.platform.tmf.patch;

import org.jspecify.annotations.NullMarked;
