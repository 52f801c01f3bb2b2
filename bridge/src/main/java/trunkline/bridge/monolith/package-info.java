/** Generates a legacy CRM database with known dirt, for demonstrations and tests. */
@NullMarked
package trunkline.bridge.monolith;

import org.jspecify.annotations.NullMarked;
