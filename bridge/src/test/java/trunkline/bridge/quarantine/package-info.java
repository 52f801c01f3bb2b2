@NullMarked
package trunkline.bridge.quarantine;

import org.jspecify.annotations.NullMarked;
