/**
 * What hangs on a resource and is added to as long as it lives: notes, references to attachments.
 */
@NullMarked
package trunkline.platform.tmf.attached;

import org.jspecify.annotations.NullMarked;
