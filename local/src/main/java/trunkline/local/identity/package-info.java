/**
 * A development identity provider: OpenID Connect discovery, keys, and tokens for programs. In AWS
 * the telco's own provider takes its place; services see the same documents and claims.
 */
@NullMarked
package trunkline.local.identity;

import org.jspecify.annotations.NullMarked;
