@NullMarked
package trunkline.local.identity;

import org.jspecify.annotations.NullMarked;
