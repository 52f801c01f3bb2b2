/**
 * The identification service: who a person is, by a national eID: TMF720 digital identity. One jar,
 * one database.
 */
@NullMarked
package trunkline.identification;

import org.jspecify.annotations.NullMarked;
