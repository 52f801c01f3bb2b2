@NullMarked
package trunkline.platform.database;

import org.jspecify.annotations.NullMarked;
