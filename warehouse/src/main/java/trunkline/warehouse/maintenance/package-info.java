/** What keeps a lake small and quick: compaction, expiry, and the end of leftovers. */
@NullMarked
package trunkline.warehouse.maintenance;

import org.jspecify.annotations.NullMarked;
