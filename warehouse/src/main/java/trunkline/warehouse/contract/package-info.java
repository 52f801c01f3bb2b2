/** What the models count on in the services' resources, checked when events are loaded. */
@NullMarked
package trunkline.warehouse.contract;

import org.jspecify.annotations.NullMarked;
