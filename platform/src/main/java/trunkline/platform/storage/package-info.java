/** Named files in a folder or in an S3 bucket, with the two promises that crash safety needs. */
@NullMarked
package trunkline.platform.storage;

import org.jspecify.annotations.NullMarked;
