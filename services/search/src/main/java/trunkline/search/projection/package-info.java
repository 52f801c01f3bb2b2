/**
 * What search keeps of the other services' resources: documents, the terms they are found by, and
 * who belongs to whom. Filled from their logs, in any order between services.
 */
@NullMarked
package trunkline.search.projection;

import org.jspecify.annotations.NullMarked;
