/**
 * The consent service: what a person allows, exports and erasures: TMF644 privacy. One jar, one
 * database.
 */
@NullMarked
package trunkline.consent;

import org.jspecify.annotations.NullMarked;
