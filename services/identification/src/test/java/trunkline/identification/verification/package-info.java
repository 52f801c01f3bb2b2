@NullMarked
package trunkline.identification.verification;

import org.jspecify.annotations.NullMarked;
