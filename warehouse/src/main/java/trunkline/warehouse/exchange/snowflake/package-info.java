/** Snowflake, both ways: tables are published there, and what lies there is pulled as a feed. */
@NullMarked
package trunkline.warehouse.exchange.snowflake;

import org.jspecify.annotations.NullMarked;
