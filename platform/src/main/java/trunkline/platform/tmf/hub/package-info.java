/** The TMF630 hub: who wants to be told of which events, and the telling. */
@NullMarked
package trunkline.platform.tmf.hub;

import org.jspecify.annotations.NullMarked;
