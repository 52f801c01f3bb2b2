/**
 * What the tests of every service share: an issuer, a client, a service on a database of its own.
 */
@NullMarked
package trunkline.platform.testing;

import org.jspecify.annotations.NullMarked;
