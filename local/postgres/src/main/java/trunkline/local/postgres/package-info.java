/**
 * PostgreSQL on one machine: a durable server for {@code ./trunkline up} and throw-away ones for
 * tests. Depends on nothing else of ours.
 */
@NullMarked
package trunkline.local.postgres;

import org.jspecify.annotations.NullMarked;
