/**
 * The HTTP edge of a service: routes as a list, one place for authentication, limits, errors and
 * telemetry.
 */
@NullMarked
package trunkline.platform.http;

import org.jspecify.annotations.NullMarked;
