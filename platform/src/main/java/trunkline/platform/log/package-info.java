/**
 * The event table is the log: appended beside each change, read by cursors in the order of commit.
 */
@NullMarked
package trunkline.platform.log;

import org.jspecify.annotations.NullMarked;
