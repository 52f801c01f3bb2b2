/** Steps from a legacy text to a typed value; pure, each refusing what it cannot carry exactly. */
@NullMarked
package trunkline.bridge.transform;

import org.jspecify.annotations.NullMarked;
