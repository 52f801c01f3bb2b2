/**
 * The device service: SIMs, eSIM profiles, handsets and numbers: TMF639 resource inventory. One
 * jar, one database.
 */
@NullMarked
package trunkline.device;

import org.jspecify.annotations.NullMarked;
