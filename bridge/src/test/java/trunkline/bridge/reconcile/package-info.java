@NullMarked
package trunkline.bridge.reconcile;

import org.jspecify.annotations.NullMarked;
