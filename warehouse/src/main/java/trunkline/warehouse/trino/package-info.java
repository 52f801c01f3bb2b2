/** The other engine: Trino in a process of its own, on the same tables, held against DuckDB. */
@NullMarked
package trunkline.warehouse.trino;

import org.jspecify.annotations.NullMarked;
