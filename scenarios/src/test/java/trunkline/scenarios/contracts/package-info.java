@NullMarked
package trunkline.scenarios.contracts;

import org.jspecify.annotations.NullMarked;
