/**
 * The search service: find anyone, and all of a customer in one answer: TMF717 customer 360. One
 * jar, one database.
 */
@NullMarked
package trunkline.search;

import org.jspecify.annotations.NullMarked;
