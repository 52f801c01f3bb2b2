/** The auditor's way to the record of who read which personal data. */
@NullMarked
package trunkline.platform.audit;

import org.jspecify.annotations.NullMarked;
