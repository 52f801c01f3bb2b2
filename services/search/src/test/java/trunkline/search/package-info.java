@NullMarked
package trunkline.search;

import org.jspecify.annotations.NullMarked;
