@NullMarked
package trunkline.identification.identifier;

import org.jspecify.annotations.NullMarked;
