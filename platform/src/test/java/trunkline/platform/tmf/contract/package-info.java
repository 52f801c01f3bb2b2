/**
 * The contract kit: TMF630's rules as tests, written once. A service's test class names a {@link
 * trunkline.platform.tmf.contract.Specimen} and implements {@link
 * trunkline.platform.tmf.contract.ResourceContract}.
 */
@NullMarked
package trunkline.platform.tmf.contract;

import org.jspecify.annotations.NullMarked;
