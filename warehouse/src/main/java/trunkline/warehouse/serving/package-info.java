/**
 * The warehouse over HTTP: SQL by role and tenant, exports, what there is to ask. The platform's
 * edge stands before all of it.
 */
@NullMarked
package trunkline.warehouse.serving;

import org.jspecify.annotations.NullMarked;
