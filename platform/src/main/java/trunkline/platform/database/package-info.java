/**
 * PostgreSQL as a service sees it: a pool, a tenant on every connection, forward-only migrations.
 */
@NullMarked
package trunkline.platform.database;

import org.jspecify.annotations.NullMarked;
