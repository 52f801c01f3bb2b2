/**
 * SIMs, eSIM profiles, handsets and numbers: what they are, and what may become of them (TMF639).
 */
@NullMarked
package trunkline.device.resource;

import org.jspecify.annotations.NullMarked;
