@NullMarked
package trunkline.identification;

import org.jspecify.annotations.NullMarked;
