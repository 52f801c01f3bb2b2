/** The embedded engine: DuckDB in memory, opened for one job and closed after it. */
@NullMarked
package trunkline.warehouse.engine;

import org.jspecify.annotations.NullMarked;
