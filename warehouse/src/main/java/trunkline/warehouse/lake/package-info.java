/**
 * The lake: Iceberg tables in a folder, their catalog in SQLite, and how the engine reads and
 * writes them.
 */
@NullMarked
package trunkline.warehouse.lake;

import org.jspecify.annotations.NullMarked;
