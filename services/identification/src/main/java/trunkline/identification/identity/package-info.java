/** Digital identities (TMF720): what the service says of who a person is. */
@NullMarked
package trunkline.identification.identity;

import org.jspecify.annotations.NullMarked;
