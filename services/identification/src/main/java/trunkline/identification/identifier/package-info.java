/** Government identifiers, as keyed hashes: two people never have the same one. */
@NullMarked
package trunkline.identification.identifier;

import org.jspecify.annotations.NullMarked;
