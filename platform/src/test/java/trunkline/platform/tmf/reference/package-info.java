@NullMarked
package trunkline.platform.tmf.reference;

import org.jspecify.annotations.NullMarked;
