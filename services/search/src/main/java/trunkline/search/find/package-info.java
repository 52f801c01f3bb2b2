/** Finding a customer by anything that is known of them, with an explained score. */
@NullMarked
package trunkline.search.find;

import org.jspecify.annotations.NullMarked;
