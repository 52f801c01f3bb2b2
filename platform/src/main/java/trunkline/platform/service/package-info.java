/** How a service is put together from the platform's parts. */
@NullMarked
package trunkline.platform.service;

import org.jspecify.annotations.NullMarked;
