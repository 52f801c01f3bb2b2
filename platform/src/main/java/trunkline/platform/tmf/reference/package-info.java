/**
 * Keeps references between resources in agreement: names follow, what is in use is not deleted,
 * what is deleted is marked. Services learn of each other by their logs, so all of it happens a
 * moment later, and also after the other service was away (contracts/references.yaml).
 */
@NullMarked
package trunkline.platform.tmf.reference;

import org.jspecify.annotations.NullMarked;
