/** Two source rows that are one person, and the brake on believing that too often. */
@NullMarked
package trunkline.bridge.merge;

import org.jspecify.annotations.NullMarked;
