/** SQL for people: questions only, never a change. */
@NullMarked
package trunkline.warehouse.query;

import org.jspecify.annotations.NullMarked;
