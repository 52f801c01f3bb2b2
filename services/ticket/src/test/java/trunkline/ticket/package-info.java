@NullMarked
package trunkline.ticket;

import org.jspecify.annotations.NullMarked;
