@NullMarked
package trunkline.ticket.calendar;

import org.jspecify.annotations.NullMarked;
