/**
 * The ticket service: a customer's troubles and their clocks: TMF621 trouble ticket. One jar, one
 * database.
 */
@NullMarked
package trunkline.ticket;

import org.jspecify.annotations.NullMarked;
