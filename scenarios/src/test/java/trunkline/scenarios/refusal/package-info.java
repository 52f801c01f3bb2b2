/** What a client is told when the platform says no. */
@NullMarked
package trunkline.scenarios.refusal;

import org.jspecify.annotations.NullMarked;
