/**
 * May this be done with this person? What a privacy profile says, what follows from it at an
 * instant, and how a service that asks keeps the answers in its own database.
 */
@NullMarked
package trunkline.platform.consent;

import org.jspecify.annotations.NullMarked;
