/** Everything on one machine, in one process: the parts list, the ports, the folders. */
@NullMarked
package trunkline.local.machine;

import org.jspecify.annotations.NullMarked;
