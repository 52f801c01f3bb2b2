/**
 * The description of a service (OpenAPI 3.1), made from what it really serves: its routes, its
 * resource types and the kernel's rules; and the page on which a person reads it.
 */
@NullMarked
package trunkline.platform.openapi;

import org.jspecify.annotations.NullMarked;
