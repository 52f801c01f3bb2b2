@NullMarked
package trunkline.scenarios.client;

import org.jspecify.annotations.NullMarked;
