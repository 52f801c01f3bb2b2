@NullMarked
package trunkline.search.projection;

import org.jspecify.annotations.NullMarked;
