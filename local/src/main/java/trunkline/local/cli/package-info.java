/** The command line, {@code ./trunkline …}. */
@NullMarked
package trunkline.local.cli;

import org.jspecify.annotations.NullMarked;
