@NullMarked
package trunkline.local.edge;

import org.jspecify.annotations.NullMarked;
