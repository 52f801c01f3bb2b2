/**
 * The interaction service: every contact with a customer: TMF683 party interaction. One jar, one
 * database.
 */
@NullMarked
package trunkline.interaction;

import org.jspecify.annotations.NullMarked;
