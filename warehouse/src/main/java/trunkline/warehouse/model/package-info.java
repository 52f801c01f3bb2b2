/**
 * Models: one SQL file each, run in the order of their references, tested before they are
 * published.
 */
@NullMarked
package trunkline.warehouse.model;

import org.jspecify.annotations.NullMarked;
