/** The whole estate as one plan in which every identity is filled in, and how it is made. */
@NullMarked
package trunkline.infra.estate;

import org.jspecify.annotations.NullMarked;
