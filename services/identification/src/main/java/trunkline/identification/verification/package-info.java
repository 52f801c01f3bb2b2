/**
 * How it is found out who a person is: by the national eID, or by documents and two pairs of eyes.
 */
@NullMarked
package trunkline.identification.verification;

import org.jspecify.annotations.NullMarked;
