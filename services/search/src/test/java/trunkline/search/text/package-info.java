@NullMarked
package trunkline.search.text;

import org.jspecify.annotations.NullMarked;
