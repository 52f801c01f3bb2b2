@NullMarked
package trunkline.identification.eid;

import org.jspecify.annotations.NullMarked;
