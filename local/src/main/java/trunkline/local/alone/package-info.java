/**
 * One service by itself, as it runs on Fargate, on a database and an issuer of its own: what a
 * measurement stands on, and the training of an image.
 */
@NullMarked
package trunkline.local.alone;

import org.jspecify.annotations.NullMarked;
