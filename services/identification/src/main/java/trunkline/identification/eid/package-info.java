/** The national eID, over OpenID Connect. */
@NullMarked
package trunkline.identification.eid;

import org.jspecify.annotations.NullMarked;
