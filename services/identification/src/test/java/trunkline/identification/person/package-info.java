@NullMarked
package trunkline.identification.person;

import org.jspecify.annotations.NullMarked;
