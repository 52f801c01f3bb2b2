/** May this be done with this person: the question that other services ask. */
@NullMarked
package trunkline.consent.decision;

import org.jspecify.annotations.NullMarked;
