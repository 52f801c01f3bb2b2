/** The lake's tables for other engines, over Apache Iceberg's REST protocol. */
@NullMarked
package trunkline.warehouse.catalog;

import org.jspecify.annotations.NullMarked;
