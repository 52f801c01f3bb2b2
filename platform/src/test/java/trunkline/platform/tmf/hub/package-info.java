@NullMarked
package trunkline.platform.tmf.hub;

import org.jspecify.annotations.NullMarked;
