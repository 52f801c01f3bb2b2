/**
 * Configuration: one typed record for each process, read once, refused at start with the key named.
 */
@NullMarked
package trunkline.platform.config;

import org.jspecify.annotations.NullMarked;
