@NullMarked
package trunkline.local.postgres;

import org.jspecify.annotations.NullMarked;
