/** The walls between modules and packages, and what may not stand in any of them. */
@NullMarked
package trunkline.scenarios.architecture;

import org.jspecify.annotations.NullMarked;
