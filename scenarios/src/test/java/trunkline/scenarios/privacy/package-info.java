/** What becomes of a person who asks for all that is held on them, and then for its erasure. */
@NullMarked
package trunkline.scenarios.privacy;

import org.jspecify.annotations.NullMarked;
