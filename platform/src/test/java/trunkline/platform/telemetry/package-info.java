@NullMarked
package trunkline.platform.telemetry;

import org.jspecify.annotations.NullMarked;
