/** What touches several resources at once: assign, swap, port out, release. */
@NullMarked
package trunkline.device.operation;

import org.jspecify.annotations.NullMarked;
