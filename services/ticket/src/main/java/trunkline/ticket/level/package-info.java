/**
 * What is promised for a ticket, by its severity: targets, and the calendar they are counted in.
 */
@NullMarked
package trunkline.ticket.level;

import org.jspecify.annotations.NullMarked;
