/** Everything on one machine: one PostgreSQL, every service in this JVM, the edge, tokens. */
@NullMarked
package trunkline.local;

import org.jspecify.annotations.NullMarked;
