@NullMarked
package trunkline.platform.audit;

import org.jspecify.annotations.NullMarked;
