/** The TMF resource kernel: what all resources of all services share, once (TMF630). */
@NullMarked
package trunkline.platform.tmf;

import org.jspecify.annotations.NullMarked;
