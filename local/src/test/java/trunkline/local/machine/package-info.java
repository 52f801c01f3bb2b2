@NullMarked
package trunkline.local.machine;

import org.jspecify.annotations.NullMarked;
