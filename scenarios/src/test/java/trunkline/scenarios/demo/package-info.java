/** The story of somebody who tries the demonstration. */
@NullMarked
package trunkline.scenarios.demo;

import org.jspecify.annotations.NullMarked;
