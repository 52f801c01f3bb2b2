/**
 * How the projection follows the services' logs, how far it has come, and how it is built anew
 * while the old one serves.
 */
@NullMarked
package trunkline.search.follow;

import org.jspecify.annotations.NullMarked;
