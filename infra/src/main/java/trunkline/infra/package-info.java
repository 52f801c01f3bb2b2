/** Checks, prices and draws the AWS estate that {@code infra/} describes in Terraform. */
@NullMarked
package trunkline.infra;

import org.jspecify.annotations.NullMarked;
