@NullMarked
package trunkline.search.find;

import org.jspecify.annotations.NullMarked;
