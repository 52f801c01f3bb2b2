/**
 * The edge: the one address that clients know, with the routes that API Gateway has in AWS. It
 * forwards and refuses; it decides nothing about customers.
 */
@NullMarked
package trunkline.local.edge;

import org.jspecify.annotations.NullMarked;
