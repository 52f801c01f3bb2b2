/** All of a customer in one answer (TMF717). */
@NullMarked
package trunkline.search.view;

import org.jspecify.annotations.NullMarked;
