@NullMarked
package trunkline.ticket.level;

import org.jspecify.annotations.NullMarked;
