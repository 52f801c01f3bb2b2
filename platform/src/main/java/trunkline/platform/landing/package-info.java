/** The landing writer: a cursor that writes the log as files for the warehouse. */
@NullMarked
package trunkline.platform.landing;

import org.jspecify.annotations.NullMarked;
