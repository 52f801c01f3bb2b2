/** Input that nobody should send: what comes back is always a "no" in TM Forum's form. */
@NullMarked
package trunkline.platform.tmf.contract.hostile;

import org.jspecify.annotations.NullMarked;
