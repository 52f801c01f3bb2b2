@NullMarked
package trunkline.platform.storage;

import org.jspecify.annotations.NullMarked;
