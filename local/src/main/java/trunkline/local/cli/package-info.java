/** The command line behind {@code ./trunkline}. */
@NullMarked
package trunkline.local.cli;

import org.jspecify.annotations.NullMarked;
