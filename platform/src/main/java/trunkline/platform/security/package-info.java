/** Who calls, for which tenant, with which rights; and the record of who read what. */
@NullMarked
package trunkline.platform.security;

import org.jspecify.annotations.NullMarked;
