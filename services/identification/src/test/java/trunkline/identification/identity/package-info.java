@NullMarked
package trunkline.identification.identity;

import org.jspecify.annotations.NullMarked;
