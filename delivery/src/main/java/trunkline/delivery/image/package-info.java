/**
 * The container image of a service: a Java runtime of just what it needs, its jars, and the AOT
 * cache that it starts from.
 */
@NullMarked
package trunkline.delivery.image;

import org.jspecify.annotations.NullMarked;
