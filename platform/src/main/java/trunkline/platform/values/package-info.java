/** What is checked on values that resources of several services carry: times, periods, money. */
@NullMarked
package trunkline.platform.values;

import org.jspecify.annotations.NullMarked;
