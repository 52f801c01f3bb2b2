/** Every "no" a caller can get: a refusal is a value with a stable code, not a crash. */
@NullMarked
package trunkline.platform.refusal;

import org.jspecify.annotations.NullMarked;
