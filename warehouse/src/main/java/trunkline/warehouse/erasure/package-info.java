/** The lake forgets a person when the log says so, and can say what it holds on one. */
@NullMarked
package trunkline.warehouse.erasure;

import org.jspecify.annotations.NullMarked;
