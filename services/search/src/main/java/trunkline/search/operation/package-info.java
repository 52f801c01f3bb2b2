/** What an operator asks of the projection and does with it. */
@NullMarked
package trunkline.search.operation;

import org.jspecify.annotations.NullMarked;
