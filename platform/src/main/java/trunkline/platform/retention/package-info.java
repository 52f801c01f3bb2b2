/** Whose a resource is, how long the law keeps it, and what remains of it when the person goes. */
@NullMarked
package trunkline.platform.retention;

import org.jspecify.annotations.NullMarked;
