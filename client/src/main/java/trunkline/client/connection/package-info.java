/**
 * What the generated clients need beside what was generated: a way to the platform, lines,
 * conditions.
 */
@NullMarked
package trunkline.client.connection;

import org.jspecify.annotations.NullMarked;
