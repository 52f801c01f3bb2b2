/** What the bridge remembers of a run, in its own PostgreSQL database. */
@NullMarked
package trunkline.bridge.state;

import org.jspecify.annotations.NullMarked;
