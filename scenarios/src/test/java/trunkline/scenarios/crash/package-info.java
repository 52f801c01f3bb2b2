/** The story of a platform that is killed again and again while it is written to. */
@NullMarked
package trunkline.scenarios.crash;

import org.jspecify.annotations.NullMarked;
