/**
 * From a monolith to the platform without losing a row. This slice copies and reconciles; assess,
 * follow, verify, cut over and go back each get a package beside {@code load}.
 */
@NullMarked
package trunkline.bridge;

import org.jspecify.annotations.NullMarked;
