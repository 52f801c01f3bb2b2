/** What we claim about speed, as programs: ratios within one run, never absolute promises. */
@NullMarked
package trunkline.bench;

import org.jspecify.annotations.NullMarked;
