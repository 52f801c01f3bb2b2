/** Working time: what of a stretch of time counts. Arithmetic without I/O. */
@NullMarked
package trunkline.ticket.calendar;

import org.jspecify.annotations.NullMarked;
